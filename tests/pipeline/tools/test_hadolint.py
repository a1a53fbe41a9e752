"""What does hadolint say of a Dockerfile?"""

import json

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.tools import hadolint
from tests.pipeline.examples import data, places, ran

SAID = data("hadolint.json")


def test_findings_have_rule_and_place() -> None:
    """Also in a folder whose name has a space."""
    found = hadolint.findings(ran("hadolint", 0, SAID))
    assert [
        "DL3006 shop dir/Dockerfile:1:1",
        "DL3020 shop dir/Dockerfile:2:1",
        "DL3008 shop dir/Dockerfile:3:1",
    ] == places(found)[:3]


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("error", Severity.HIGH),
        ("warning", Severity.MEDIUM),
        ("info", Severity.LOW),
        ("style", Severity.LOW),
        ("one of its next version", Severity.HIGH),
    ],
)
def test_its_levels_are_severities(level: str, severity: Severity) -> None:
    """One that is not known is taken for bad."""
    entry = json.loads(SAID)[0] | {"level": level}
    (finding,) = hadolint.findings(ran("hadolint", 0, json.dumps([entry])))
    assert severity is finding.severity


def test_a_dockerfile_that_it_cannot_parse_is_a_finding() -> None:
    """It ends with 0 for that, too."""
    found = hadolint.findings(ran("hadolint", 0, SAID))
    assert ("SC1072", Severity.HIGH) == (found[-1].rule, found[-1].severity)
    assert "Fix any mentioned problems and try again." == found[-1].message


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        pytest.param(1, "", id="no such file"),
        pytest.param(0, "", id="nothing"),
        pytest.param(1, SAID, id="an exit code that is none of its own"),
        pytest.param(0, '[{"code": "DL3006"}]', id="half of it"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, said: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        hadolint.findings(ran("hadolint", exit_code, said))
