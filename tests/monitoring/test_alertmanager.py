"""Who is told of an alert, and when is somebody spared it?"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml

from tests.monitoring import programs
from tests.monitoring.programs import AMTOOL, run
from tests.monitoring.rules import ROOT, alerts
from tests.serving import wait

CONFIGURATION = ROOT / "monitoring/alertmanager/alertmanager.yaml"
PRODUCTION = "namespace=release-ledger-production"
ROUTES = [
    ("watchdog", ("alertname=Watchdog", "severity=none")),
    ("service-pager", ("severity=page", PRODUCTION)),
    ("service-tickets", ("severity=ticket", PRODUCTION)),
    ("service-tickets", ("severity=page", "namespace=release-ledger-staging")),
    ("service-tickets", ("severity=ticket", "namespace=release-ledger-staging")),
    ("service-chat", ("severity=page", "namespace=release-ledger-dev")),
    ("service-chat", ("severity=ticket", "namespace=release-ledger-dev")),
    ("platform-pager", ("severity=page", "node=worker-1")),
    ("platform-pager", ("severity=page", "namespace=ledger")),
    ("platform-tickets", ("severity=ticket", "namespace=argocd")),
    ("platform-tickets", ("severity=ticket",)),
]


def configuration() -> Any:
    """Return the configuration."""
    return yaml.safe_load(CONFIGURATION.read_text())


def test_alertmanager_takes_the_configuration() -> None:
    """Each receiver that a route names is there."""
    done = run(AMTOOL, "check-config", CONFIGURATION)

    assert 0 == done.returncode, done.stderr


@pytest.mark.parametrize(("receiver", "labels"), ROUTES)
def test_an_alert_reaches(receiver: str, labels: tuple[str, ...]) -> None:
    """By its severity, and by the environment that it is of."""
    done = run(
        AMTOOL,
        *("config", "routes", "test", f"--config.file={CONFIGURATION}"),
        *(f"--verify.receivers={receiver}", *labels),
    )

    assert 0 == done.returncode, done.stdout + done.stderr


def test_an_alert_that_reaches_another_one_is_found() -> None:
    """Else the test above could not fail."""
    route = ("config", "routes", "test", f"--config.file={CONFIGURATION}")
    done = run(AMTOOL, *route, "--verify.receivers=service-chat", "severity=page")

    assert 1 == done.returncode


def test_each_receiver_is_reached() -> None:
    """One that no route leads to would be a mistake."""
    receivers = {each["name"] for each in configuration()["receivers"]}

    assert {receiver for receiver, _ in ROUTES} == receivers


def test_credentials_are_read_from_files() -> None:
    """The configuration is in the repository, and they are not."""
    for receiver in configuration()["receivers"]:
        (hook,) = receiver["webhook_configs"]
        assert ["credentials_file"] == list(hook["http_config"]["authorization"])
        assert ".ledger.example/" in hook["url"]


def test_inhibitions_name_alerts_that_are_there() -> None:
    """One that is renamed would go on unseen."""
    known = {rule.name for rule in alerts()}
    for rule in configuration()["inhibit_rules"]:
        matchers = [*rule["source_matchers"], *rule["target_matchers"]]
        for matcher in matchers:
            label, operator, value = re.split(r" (=~|=) ", matcher)
            pattern = value.strip('"') if operator == "=~" else re.escape(value)
            for word in pattern.split("|") if label == "alertname" else ():
                assert [name for name in known if re.fullmatch(word, name)], word


@pytest.fixture(name="address", scope="module")
def _address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("alertmanager")
    local = folder / "alertmanager.yaml"
    # The same routes and inhibitions; nobody outside of this machine is told.
    document = {**configuration(), "receivers": silent()}
    local.write_text(yaml.safe_dump(document))
    with programs.alertmanager(folder / "server", local) as address:
        yield address


def silent() -> list[dict[str, object]]:
    """Return the receivers, without anybody behind them."""
    return [{"name": each["name"]} for each in configuration()["receivers"]]


def states(address: str, *given: dict[str, str]) -> list[str]:
    """Return the state of each alert, after all of them have come."""
    body = json.dumps([{"labels": labels} for labels in given]).encode()
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(f"{address}/api/v2/alerts", body, headers)):
        pass

    def found() -> dict[str, str]:
        with urlopen(f"{address}/api/v2/alerts") as answer:
            return {
                json.dumps(each["labels"], sort_keys=True): each["status"]["state"]
                for each in json.load(answer)
            }

    keys = [json.dumps(labels, sort_keys=True) for labels in given]
    wait(lambda: all(found().get(key) != "unprocessed" for key in keys))
    return [found()[key] for key in keys]


def alert(name: str, severity: str, /, **labels: str) -> dict[str, str]:
    """Return the labels of an alert."""
    return {"alertname": name, "severity": severity, **labels}


@pytest.mark.parametrize(
    ("source", "target", "state"),
    [
        pytest.param(
            alert("AvailabilityBudgetBurn", "page", namespace="a"),
            alert("AvailabilityBudgetBurn", "ticket", namespace="a"),
            "suppressed",
            id="a ticket by the page of the same alert",
        ),
        pytest.param(
            alert("AvailabilityBudgetBurn", "page", namespace="b"),
            alert("AvailabilityBudgetBurn", "ticket", namespace="c"),
            "active",
            id="not by that of another environment",
        ),
        pytest.param(
            alert("AvailabilityBudgetBurn", "page", namespace="d"),
            alert("LatencyBudgetBurn", "ticket", namespace="d"),
            "active",
            id="not by another alert",
        ),
        pytest.param(
            alert("NodeDown", "page", node="e"),
            alert("PodNotReady", "ticket", node="e", namespace="x", pod="y"),
            "suppressed",
            id="a pod by its node",
        ),
        pytest.param(
            alert("NodeDown", "page", node="f"),
            alert("PodNotReady", "ticket", node="g", namespace="x", pod="y"),
            "active",
            id="not by another node",
        ),
        pytest.param(
            alert("NodeDown", "page", node="h"),
            alert("PodNotReady", "ticket", namespace="x", pod="nowhere"),
            "active",
            id="not where a pod is on no node",
        ),
        pytest.param(
            alert("RolloutAborted", "page", namespace="i", name="release-ledger"),
            alert("ApplicationUnhealthy", "ticket", namespace="i", name="i"),
            "suppressed",
            id="an application by its rollout",
        ),
        pytest.param(
            alert("ServiceAbsent", "page", namespace="j"),
            alert("MetricsAbsent", "ticket", namespace="j", pod="z"),
            "suppressed",
            id="metrics by the whole service",
        ),
    ],
)
def test_an_alert_is_inhibited(
    source: dict[str, str], target: dict[str, str], state: str, address: str
) -> None:
    """By a real Alertmanager with the real inhibitions."""
    assert ["active", state] == states(address, source, target)
