"""What does zizmor say of workflows? The output is a real one."""

import json

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.tools import zizmor
from tests.pipeline.examples import data, places, ran

SAID = data("zizmor.json")
UNREAD = data("zizmor.txt")


def test_a_finding_has_its_rule_and_the_place_that_matters() -> None:
    """Not the whole step; rows are counted from 1."""
    (finding,) = zizmor.findings(ran("zizmor", 14, SAID))
    place = ".github/workflows/größe messen.yaml:14:24"
    assert [f"template-injection {place}"] == places([finding])
    assert finding.message.startswith("code injection via template expansion: may")
    assert Severity.HIGH is finding.severity


def test_what_it_has_passed_over_is_a_finding() -> None:
    """Else a workflow that it cannot read would be one that it trusts."""
    found = zizmor.findings(ran("zizmor", 14, SAID, UNREAD))
    assert [
        "unreadable .github/workflows/odd.yaml",
        "unreadable ",
    ] == places(found[1:])


def test_nothing_that_it_can_read_is_no_pass() -> None:
    """It prints no JSON then."""
    found = zizmor.findings(ran("zizmor", 3, stderr=UNREAD))
    assert ["unreadable", "unreadable"] == [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("Informational", Severity.LOW),
        ("Low", Severity.LOW),
        ("Medium", Severity.MEDIUM),
        ("High", Severity.HIGH),
        ("one of its next version", Severity.HIGH),
    ],
)
def test_its_levels_are_severities(level: str, severity: Severity) -> None:
    """All of them block: it is to find nothing."""
    said = SAID.replace('"severity": "High"', f'"severity": "{level}"')
    (finding,) = zizmor.findings(ran("zizmor", 11, said))
    assert (severity, True) == (finding.severity, finding.blocks)


def test_what_the_repository_ignores_is_none() -> None:
    """It may be listed all the same."""
    entry = json.loads(SAID)[0] | {"ignored": True}
    assert [] == zizmor.findings(ran("zizmor", 0, json.dumps([entry])))


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        pytest.param(1, "", id="it broke"),
        pytest.param(3, "", id="it looked at nothing"),
        pytest.param(0, SAID, id="it passes and complains"),
        pytest.param(14, "[]", id="it fails and says nothing"),
        pytest.param(14, '[{"ident": "x"}]', id="half of it"),
        pytest.param(0, "", id="nothing"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, said: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        zizmor.findings(ran("zizmor", exit_code, said))


def test_a_finding_without_a_place_is_not_understood() -> None:
    """Rather than put anywhere."""
    entry = json.loads(SAID)[0] | {"locations": []}
    with pytest.raises(ToolOutputError, match="has no place"):
        zizmor.findings(ran("zizmor", 14, json.dumps([entry])))
