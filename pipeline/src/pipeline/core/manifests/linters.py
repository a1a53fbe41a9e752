"""Run contracts and linters on rendered overlays, and merge their findings."""

from collections.abc import Collection, Iterable
from datetime import date

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates.ignored import weighed
from pipeline.core.manifests import contract_report
from pipeline.core.manifests import trivy as trivy_config
from pipeline.core.manifests.legs import (
    CHECKOV,
    CONTRACTS,
    STAGE,
    TRIVY_CONFIG,
    partly,
    skipped,
)
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import checkov
from pipeline.core.tools.rendered import Places
from pipeline.core.verdict import Leg
from pipeline.core.words import counted


def judge_contracts(
    run: ToolRun, unbuilt: Collection[str], config: Config, today: date
) -> Leg:
    """Turn promises that are not kept, and exceptions that are over, into a leg."""
    found = [*contract_report.findings(run), *_expired(config, today)]
    told = _told(found, config, today)
    count, missing = contract_report.looked_at(run), contract_report.missing(run)
    return partly(CONTRACTS, run, told, unbuilt, config, count, missing)


def judge_checkov(
    run: ToolRun, places: Places, unbuilt: Collection[str], config: Config, today: date
) -> Leg:
    """Turn what Checkov said into a leg."""
    told = _told(checkov.findings(run, places), config, today)
    count, left_out = checkov.looked_at(run), checkov.left_out(run)
    said = (f"{counted(left_out, 'check')} by annotations",) if left_out else ()
    return _linted(CHECKOV, run, told, unbuilt, config, count, said)


def judge_trivy_config(
    run: ToolRun, places: Places, unbuilt: Collection[str], config: Config, today: date
) -> Leg:
    """Turn what Trivy said into a leg."""
    told = _told(trivy_config.findings(run, places), config, today)
    count = trivy_config.looked_at(run)
    return _linted(TRIVY_CONFIG, run, told, unbuilt, config, count)


def _told(found: Iterable[Finding], config: Config, today: date) -> list[Finding]:
    """Decide what blocks: bad enough, and no exception."""
    severity, entries = config.manifests_severity, config.manifests_ignore
    return [weighed(each, severity, entries, today) for each in found]


def _expired(config: Config, today: date) -> list[Finding]:
    """An exception that nothing matches any more would stay for ever."""
    return [
        Finding(
            tool=contract_report.TOOL,
            rule=f"ignore-{entry.id}",
            message=f"ignored until {entry.expires}: {entry.reason}; fix it or decide "
            "again",
            severity=Severity.CRITICAL,
            path="pyproject.toml",
        )
        for entry in config.manifests_ignore
        if entry.expires < today
    ]


def _linted(
    name: str,
    run: ToolRun,
    found: list[Finding],
    unbuilt: Collection[str],
    config: Config,
    count: int,
    left_out: tuple[str, ...] = (),
) -> Leg:
    """Pass only what was looked at."""
    if not count and not found:
        why = "it found nothing to look at"
        waits_for = STAGE if unbuilt else ""
        return skipped(name, why, config, waits_for=waits_for, seconds=run.seconds)
    looked_at = {"checks": count}
    return partly(name, run, found, unbuilt, config, looked_at, left_out=left_out)


def unbuilt(name: str, failed: Collection[str], config: Config) -> Leg:
    """Return the leg of a linter that was not run, for want of anything to show it."""
    why = f"does not build: {', '.join(sorted(failed))}"
    return skipped(name, why, config, waits_for=STAGE)
