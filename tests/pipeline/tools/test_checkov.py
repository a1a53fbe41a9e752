"""What does Checkov say of rendered manifests? The output is a real one."""

import json

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.tools import checkov
from pipeline.core.tools.rendered import Places, Stretch
from tests.pipeline.examples import data, places, ran

SAID = data("checkov.json")
DOCUMENT = json.loads(SAID)
DEPLOYMENT = Stretch("k8s/overlays/dev", 1, 999, "k8s/base/deployment.yaml", 2)
PLACES = Places((DEPLOYMENT,))
NOTHING = json.dumps(
    {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0}
)


def test_a_finding_is_at_the_object_as_it_was_written() -> None:
    """It rates nothing: what is no danger is advice."""
    found = checkov.findings(ran("checkov", 1, SAID), PLACES)
    place = "k8s/base/deployment.yaml:2"
    assert [f"CKV_K8S_9 {place}", f"CKV_K8S_8 {place}"] == places(found)
    assert "Deployment shop: Liveness Probe Should be Configured" == found[1].message
    assert {Severity.MEDIUM} == {each.severity for each in found}
    assert ("CKV_K8S_9:k8s/base/deployment.yaml",) == found[0].aliases


def test_what_lets_a_container_out_is_grave() -> None:
    """Such as privilege."""
    run = ran("checkov", 1, SAID.replace("CKV_K8S_8", "CKV_K8S_16"))
    severities = [each.severity for each in checkov.findings(run, PLACES)]
    assert [Severity.MEDIUM, Severity.HIGH] == severities


def test_what_was_checked_is_counted() -> None:
    """With what annotations leave out apart."""
    run = ran("checkov", 1, SAID)
    summary = DOCUMENT["summary"]
    assert summary["passed"] + summary["failed"] == checkov.looked_at(run)
    assert 0 == checkov.left_out(run)


def test_nothing_to_look_at_is_none_of_it() -> None:
    """It prints its numbers alone then, and ends well."""
    run = ran("checkov", 0, NOTHING)
    assert [] == checkov.findings(run, PLACES)
    assert 0 == checkov.looked_at(run) == checkov.left_out(run)


def test_a_file_that_it_cannot_read_is_a_finding() -> None:
    """It would go on without it."""
    summary = DOCUMENT["summary"] | {"parsing_errors": 2}
    run = ran("checkov", 1, json.dumps(DOCUMENT | {"summary": summary}))
    assert "unreadable" == checkov.findings(run, PLACES)[-1].rule


@pytest.mark.parametrize(
    ("exit_code", "text"),
    [
        pytest.param(0, SAID, id="an exit code that says otherwise"),
        pytest.param(2, SAID, id="another exit code"),
        pytest.param(1, NOTHING, id="red without a finding"),
        pytest.param(1, "", id="nothing"),
        pytest.param(0, "[]", id="several reports"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(exit_code: int, text: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        run = ran("checkov", exit_code, text)
        checkov.findings(run, PLACES)
        checkov.looked_at(run)
