"""What do Trivy's checks say of rendered manifests? The output is a real one."""

import json

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.manifests import trivy as trivy_config
from pipeline.core.tools.rendered import Places, Stretch
from tests.pipeline.examples import data, places, ran

SAID = data("trivy-config.json")
DOCUMENT = json.loads(SAID)
CONFIG = Stretch("k8s/overlays/dev", 1, 9, "k8s/base/configmap.yaml", 1)
PLACES = Places((CONFIG,))


def test_a_finding_without_a_line_is_the_overlays() -> None:
    """Kustomize made the object: nobody wrote it."""
    found = trivy_config.findings(ran("trivy", 0, trivy_json=SAID), PLACES)
    place = "k8s/overlays/dev/kustomization.yaml"
    assert [
        f"AVD-KSV-01010 {place}",
        f"AVD-KSV-0109 {place}",
    ] == places(found)
    assert [Severity.MEDIUM, Severity.HIGH] == [each.severity for each in found]
    assert {"trivy-config"} == {each.tool for each in found}
    assert f"AVD-KSV-0109:{place}" in found[1].aliases


def test_a_finding_with_a_line_is_where_that_comes_from() -> None:
    """The line is one of what the overlay becomes."""
    result = DOCUMENT["Results"][0]
    entry = result["Misconfigurations"][1]
    entry |= {"CauseMetadata": {"StartLine": 4}}
    text = json.dumps({"Results": [result | {"Misconfigurations": [entry]}]})
    found = trivy_config.findings(ran("trivy", 0, trivy_json=text), PLACES)
    assert ["AVD-KSV-0109 k8s/base/configmap.yaml:1"] == places(found)


def test_what_was_checked_is_counted() -> None:
    """Passed and failed; without a result nothing was."""
    summary = DOCUMENT["Results"][0]["MisconfSummary"]
    run = ran("trivy", 0, trivy_json=SAID)
    assert sum(summary.values()) == trivy_config.looked_at(run)
    assert 0 == trivy_config.looked_at(ran("trivy", 0, trivy_json="{}"))


@pytest.mark.parametrize(
    ("exit_code", "files"),
    [
        pytest.param(1, {"trivy_json": SAID}, id="an exit code"),
        pytest.param(0, {}, id="no report"),
        pytest.param(0, {"trivy_json": "x"}, id="no JSON"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(
    exit_code: int, files: dict[str, str]
) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        trivy_config.findings(ran("trivy", exit_code, **files), PLACES)
