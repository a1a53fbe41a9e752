"""What does mypy say? The outputs are real ones."""

import pytest

from pipeline.core import typecheck
from pipeline.core.errors import ToolOutputError
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import ran

TYPE = (
    '{"file": "shop/ty.py", "line": 1, "column": 9, "end_line": 1, "end_column": 12, '
    '"message": "Incompatible types", "hint": null, '
    '"code": "assignment", "severity": "error"}\n'
)
SYNTAX = TYPE.replace("assignment", "syntax")
NOTE = TYPE.replace('"error"', '"note"')


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("mypy", 1, TYPE), id="a type error"),
        pytest.param(ran("mypy", 2, SYNTAX), id="a syntax error ends with 2"),
        pytest.param(ran("mypy", 1, TYPE + NOTE), id="with a note"),
    ],
)
def test_an_error_is_one_finding_with_its_place(run: ToolRun) -> None:
    """Columns count from one, as editors do."""
    leg = typecheck.judge(run)
    assert Verdict.FAILED is leg.verdict
    assert ["shop/ty.py:1:10"] == [finding.place for finding in leg.findings]


def test_silence_passes() -> None:
    """With exit code 0 only."""
    assert Verdict.PASSED is typecheck.judge(ran("mypy", 0)).verdict


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(
            ran("mypy", 2, stderr="error: Cannot read file"), id="no such file"
        ),
        pytest.param(ran("mypy", 1), id="red without a reason"),
        pytest.param(ran("mypy", 0, TYPE), id="green with an error"),
        pytest.param(ran("mypy", 1, "Found 1 error in 1 file\n"), id="no JSON"),
        pytest.param(ran("mypy", 1, NOTE), id="notes alone are no reason"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        typecheck.judge(run)
