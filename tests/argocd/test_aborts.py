"""Does the pipeline understand what Argo Rollouts tells of an aborted rollout?"""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from pipeline.core.deploy.abort import read
from pipeline.core.project.environment import Environment
from tests.argocd.cli import Cli
from tests.argocd.examples import AFTER, TO_GITHUB, rollout, run
from tests.argocd.manifests import ROOT, Object


def dispatch(
    argocd: Cli, document: Object, runs: list[Object] | None = None
) -> dict[str, Any]:
    """Return what GitHub is sent of a rollout.

    Argo CD's program fills it in: that of Rollouts knows no analyses without a
    cluster. They have the same engine, but what is told of is called "app" there.
    """
    config = yaml.safe_load(TO_GITHUB.read_text())
    config["metadata"] = {"name": "argocd-notifications-cm"}
    for name, text in config["data"].items():
        for variable in (".rollout", ".analysisRuns"):
            text = text.replace(f"{variable}", f".app{variable}")
        config["data"][name] = text
    file = argocd.file("config.json", config)
    told = {"kind": "Told", "rollout": document, "analysisRuns": runs}
    message = argocd.notify("rollout-aborted", file, told)["webhook"]["github"]
    assert ("POST", "/repos/OWNER/NAME/dispatches") == (
        message["method"],
        message["path"],
    )
    sent: dict[str, Any] = json.loads(message["body"])
    return sent


@pytest.mark.parametrize(
    ("status", "runs", "why"),
    [
        pytest.param(
            {"message": "active service cutover pending"},
            [run("Successful", ""), run("Failed", "metric 'errors' failed")],
            "metric 'errors' failed",
            id="an analysis failed, which the status does not say yet",
        ),
        pytest.param(
            {"abort": True, "message": "RolloutAborted: by hand"},
            None,
            "RolloutAborted: by hand",
            id="a person aborted it",
        ),
        pytest.param({}, [], "", id="nothing is known"),
    ],
)
def test_the_pipeline_is_told_of_an_aborted_rollout(
    argocd: Cli, status: Mapping[str, object], runs: list[Object] | None, why: str
) -> None:
    """As one that is aborted, with its images and the reason that is known."""
    sent = dispatch(argocd, rollout(status), runs)
    found = read(json.dumps(sent["client_payload"]["rollout"]))
    assert found.aborted
    assert not found.behind
    assert (frozenset({AFTER}), why) == (found.digests, found.message)


def test_the_workflow_is_started_by_what_is_sent(argocd: Cli) -> None:
    """And finds in it what it looks for."""
    text = (ROOT / ".github" / "workflows" / "catch-up.yaml").read_text()
    sent = dispatch(argocd, rollout({}))
    assert f"types: [{sent['event_type']}]" in text
    for name in sent["client_payload"]:
        assert f"github.event.client_payload.{name}" in text
    assert Environment.PRODUCTION.value == sent["client_payload"]["environment"]
