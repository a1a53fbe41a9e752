"""What does actionlint say of workflows? The output is a real one."""

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.tools import actionlint
from tests.pipeline.examples import data, places, ran

SAID = data("actionlint.json")


def test_findings_have_rule_and_place() -> None:
    """Those of shellcheck, and of a workflow that is no YAML, too."""
    found = actionlint.findings(ran("actionlint", 1, SAID))
    assert [
        "syntax-check .github/workflows/broken.yaml:2",
        "expression .github/workflows/größe messen.yaml:16:17",
        "shellcheck .github/workflows/größe messen.yaml:17:9",
        "shellcheck .github/workflows/größe messen.yaml:17:9",
    ] == places(found)
    assert found[1].message.startswith('undefined variable "githab"')
    assert all(finding.blocks for finding in found)


def test_nothing_found_is_an_empty_list() -> None:
    """With the exit code that says the same."""
    assert [] == actionlint.findings(ran("actionlint", 0, "[]"))


def test_it_reads_the_workflows_that_it_is_given() -> None:
    """It would look for a Git repository otherwise."""
    words = actionlint.command((".github/workflows/ci.yaml",))
    assert ("actionlint", ".github/workflows/ci.yaml") == (words[0], words[-1])


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        pytest.param(3, "", id="no such file"),
        pytest.param(2, "[]", id="called wrongly"),
        pytest.param(1, "[]", id="it fails and says nothing"),
        pytest.param(0, SAID, id="it passes and complains"),
        pytest.param(0, "", id="nothing"),
        pytest.param(1, '[{"kind": "expression"}]', id="half of it"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, said: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        actionlint.findings(ran("actionlint", exit_code, said))
