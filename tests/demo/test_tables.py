"""Do the tables of the demo show what was measured, and who is told?"""

from cluster.road import POD_HASH
from demo.cluster import tables

METRICS = [
    {
        "name": "errors",
        "phase": "Failed",
        "measurements": [
            {"phase": "Failed", "value": "[0.98765]"},
            {"phase": "Failed", "value": "[1]"},
        ],
    },
    {
        "name": "p99",
        "phase": "Inconclusive",
        "measurements": [{"phase": "Inconclusive", "value": "[]"}],
    },
    {
        "name": "pool",
        "phase": "Error",
        "measurements": [{"phase": "Error", "message": "no such host"}],
    },
    {"name": "traffic", "phase": "Running", "measurements": [{"phase": "Running"}]},
]
PLACE = "release-ledger-production"


def run(version: str, kind: str, at: str) -> tables.Object:
    """Return an analysis as the cluster has it."""
    labels = {POD_HASH: version, tables.TYPE: kind}
    metadata = {"labels": labels, "creationTimestamp": at}
    return {"metadata": metadata, "status": {"metricResults": METRICS}}


def alert(name: str, namespace: str, *inhibited: str) -> tables.Object:
    """Return an alert as Alertmanager has it."""
    return {
        "labels": {"alertname": name, "namespace": namespace},
        "receivers": [{"name": "service-pager"}],
        "status": {"inhibitedBy": list(inhibited)},
    }


def test_an_analysis_is_shown_with_its_values() -> None:
    """A value, none, an error, and a job that has none."""
    shown = tables.analyses([run("new", "PrePromotion", "1")], "new").splitlines()

    assert [
        "| before the switch | errors | Failed | 0.988, 1 |",
        "| before the switch | p99 | Inconclusive | nothing |",
        "| before the switch | pool | Error | no such host |",
        "| before the switch | traffic | Running |  |",
    ] == shown[2:]


def test_analyses_of_one_version_are_shown_in_their_order() -> None:
    """Others are somebody else's."""
    runs = [
        run("new", "PostPromotion", "2026-01-01T00:02:00Z"),
        run("old", "PrePromotion", "2026-01-01T00:00:00Z"),
        run("new", "PrePromotion", "2026-01-01T00:01:00Z"),
    ]
    shown = tables.analyses(runs, "new").splitlines()[2:]

    assert 2 * len(METRICS) == len(shown)
    assert shown[0].startswith("| before the switch |")
    assert shown[-1].startswith("| after it |")


def test_an_alert_that_follows_from_another_is_told_to_nobody() -> None:
    """Alerts of other namespaces are not shown."""
    alerts = [
        alert("RolloutAborted", PLACE),
        alert("AnalysisFailed", PLACE, "1f2e"),
        alert("RolloutAborted", "release-ledger-staging"),
    ]
    shown = tables.told(alerts, PLACE).splitlines()[2:]

    assert [
        "| AnalysisFailed | service-pager | no: what it follows from is told |",
        "| RolloutAborted | service-pager | yes |",
    ] == shown
    assert {"AnalysisFailed", "RolloutAborted"} == tables.names(alerts, PLACE)


def test_alerts_of_prometheus_are_shown_with_their_words() -> None:
    """As a person on call reads them."""
    labels = {"alertname": "RolloutAborted", "severity": "page", "namespace": PLACE}
    found = {
        "labels": labels,
        "state": "firing",
        "annotations": {"summary": "it was aborted"},
    }
    shown = tables.firing([found], PLACE).splitlines()[2:]

    assert ["| RolloutAborted | page | firing | it was aborted |"] == shown
