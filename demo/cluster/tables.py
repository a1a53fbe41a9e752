"""What a cluster and its monitoring answer, as tables for people."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from cluster.road import POD_HASH

Object = dict[str, Any]

TYPE: Final = "rollout-type"
WHEN: Final = {"PrePromotion": "before the switch", "PostPromotion": "after it"}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def analyses(runs: Sequence[Object], version: str) -> str:
    """Show what was asked of a version, and what was measured.

    *version* is the hash that its pods are labelled with.
    """
    own = [run for run in runs if run["metadata"]["labels"].get(POD_HASH) == version]
    own.sort(key=lambda run: str(run["metadata"]["creationTimestamp"]))
    rows = [
        (_when(run), metric["name"], metric.get("phase", ""), _measured(metric))
        for run in own
        for metric in run.get("status", {}).get("metricResults", [])
    ]
    return table(("asked", "of", "answer", "measured"), rows)


def _when(run: Object) -> str:
    kind = str(run["metadata"]["labels"].get(TYPE, ""))
    return WHEN.get(kind, kind)


def _measured(metric: Object) -> str:
    values = [_value(each) for each in metric.get("measurements", [])]
    return ", ".join(value for value in values if value)


def _value(measurement: Object) -> str:
    """Return what was measured; a job has only succeeded or not."""
    raw = measurement.get("value")
    if not raw:
        return str(measurement.get("message", ""))
    found = json.loads(raw) if raw.startswith("[") else [raw]
    return " ".join(_short(each) for each in found) or "nothing"


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float | int) else str(value)


def firing(alerts: Sequence[Object], namespace: str) -> str:
    """Show the alerts of a namespace as Prometheus has them."""
    rows = sorted(
        (
            each["labels"]["alertname"],
            each["labels"].get("severity", ""),
            each["state"],
            each["annotations"].get("summary", ""),
        )
        for each in alerts
        if each["labels"].get("namespace") == namespace
    )
    return table(("alert", "severity", "state", "summary"), rows)


def told(alerts: Sequence[Object], namespace: str) -> str:
    """Show whom Alertmanager tells of the alerts of a namespace."""
    rows = sorted(
        (
            each["labels"]["alertname"],
            ", ".join(receiver["name"] for receiver in each["receivers"]),
            "no: what it follows from is told" if _inhibited(each) else "yes",
        )
        for each in alerts
        if each["labels"].get("namespace") == namespace
    )
    return table(("alert", "for", "is told"), rows)


def _inhibited(alert: Object) -> bool:
    return bool(alert["status"]["inhibitedBy"])


def names(alerts: Sequence[Object], namespace: str) -> set[str]:
    """Return the names of the alerts of a namespace."""
    return {
        str(each["labels"]["alertname"])
        for each in alerts
        if each["labels"].get("namespace") == namespace
    }
