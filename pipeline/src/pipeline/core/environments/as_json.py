"""Write what questions are answered with, for programs."""

from collections.abc import Iterable

from pipeline.core.environments.dora import Dora
from pipeline.core.environments.history import Entry
from pipeline.core.environments.hold import Hold
from pipeline.core.json_file import timestamp, written


def history(entries: Iterable[Entry]) -> str:
    """Write a history, newest first."""
    return written({"history": [_entry(each) for each in entries]})


def _entry(entry: Entry) -> dict[str, object]:
    release = entry.release
    return {
        "commit": entry.commit,
        "time": timestamp(entry.time),
        "author": entry.author,
        "change": entry.change.value,
        "digest": entry.digest or None,
        "before": entry.before or None,
        "version": release.version if release else None,
        "build": release.build if release else None,
        "source": release.commit if release else None,
        "held": sorted(entry.held),
        "released": sorted(entry.released),
        "reason": entry.reason or None,
        "approved_by": entry.approved_by or None,
    }


def holds(held: Iterable[Hold]) -> str:
    """Write the holds of an environment."""
    return written({"holds": [_hold(each) for each in held]})


def _hold(hold: Hold) -> dict[str, object]:
    return {
        "digest": hold.digest,
        "reason": hold.reason,
        "by": hold.by or None,
        "at": timestamp(hold.at) if hold.at else None,
        "commit": hold.commit or None,
        "build": hold.build,
    }


def dora(figures: Dora) -> str:
    """Write the four figures, durations in seconds."""
    lead, restore = figures.lead_time, figures.time_to_restore
    return written(
        {
            "environment": figures.environment.value,
            "days": figures.days,
            "until": timestamp(figures.until),
            "deployments": figures.deployments,
            "lead_time": None if lead is None else lead.total_seconds(),
            "change_failure_rate": figures.change_failure_rate,
            "time_to_restore": None if restore is None else restore.total_seconds(),
        }
    )
