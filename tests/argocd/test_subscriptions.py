"""Is somebody told who wants to be?"""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.argocd.examples import TO_GITHUB, TO_LEDGER
from tests.argocd.manifests import ROOT, Object, read

PREFIX = "notifications.argoproj.io/subscribe."


def data(file: Path) -> dict[str, str]:
    """Return what a ConfigMap holds."""
    held: dict[str, str] = yaml.safe_load(file.read_text())["data"]
    return held


def subscriptions() -> list[tuple[str, str, Object]]:
    """Return trigger, service and configuration of all who want to be told."""
    template = read("applicationset.yaml")["spec"]["template"]
    ledger = data(TO_LEDGER)
    github = data(TO_GITHUB)
    wanted = [
        name.removeprefix(PREFIX).rpartition(".")
        for name in template["metadata"]["annotations"]
        if name.startswith(PREFIX)
    ]
    return [(trigger, service, ledger) for trigger, _, service in wanted] + [
        (trigger, service, github)
        for each in yaml.safe_load(github["subscriptions"])
        for trigger in each["triggers"]
        for service in each["recipients"]
    ]


def test_who_wants_to_be_told_of_something_is() -> None:
    """Trigger, template and service exist; a wrong name would be no error."""
    wanted = subscriptions()
    assert [("on-health", "ledger"), ("on-rollout-aborted", "github")] == [
        (trigger, service) for trigger, service, _ in wanted
    ]
    for trigger, service, held in wanted:
        assert f"service.webhook.{service}" in held
        for condition in yaml.safe_load(held[f"trigger.{trigger}"]):
            # With it, a message that did not arrive is never sent again.
            assert "oncePer" not in condition
            for template in condition["send"]:
                assert (
                    service in yaml.safe_load(held[f"template.{template}"])["webhook"]
                )


def test_every_rollout_is_told_of() -> None:
    """By a label that it has."""
    github = data(TO_GITHUB)
    (each,) = yaml.safe_load(github["subscriptions"])
    label, _, value = each["selector"].partition("=")
    base = yaml.safe_load((ROOT / "k8s" / "base" / "rollout.yaml").read_text())
    assert value == base["metadata"]["labels"][label]


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(data(TO_LEDGER), id="ledger"),
        pytest.param(data(TO_GITHUB), id="github"),
    ],
)
def test_a_token_comes_from_a_secret(held: Mapping[str, str]) -> None:
    """It is named, as $name; the repository does not hold it."""
    (service,) = [held[name] for name in held if name.startswith("service.")]
    headers = {
        each["name"]: each["value"] for each in yaml.safe_load(service)["headers"]
    }
    assert headers["Authorization"].startswith("Bearer $")
    assert yaml.safe_load(service)["url"].startswith("https://")


def test_a_file_holds_what_its_controller_looks_for() -> None:
    """By name and namespace."""
    found = {
        (each["metadata"]["name"], each["metadata"].get("namespace", "argocd"))
        for each in (
            yaml.safe_load(TO_LEDGER.read_text()),
            yaml.safe_load(TO_GITHUB.read_text()),
        )
    }
    assert {
        ("argocd-notifications-cm", "argocd"),
        ("argo-rollouts-notification-configmap", "argo-rollouts"),
    } == found
