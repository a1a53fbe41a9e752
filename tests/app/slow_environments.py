"""What runs in an environment again, by following its reports one after the other."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from app.domain.deployment import Deployment, Environment, Status
from app.domain.environments import EnvironmentState, Release


def state(
    environment: Environment, oldest_first: Iterable[Deployment]
) -> EnvironmentState:
    """Return the state after some reports."""
    reports = [each for each in oldest_first if each.environment is environment]
    stack: list[Release] = []
    health: dict[str, Status] = {}
    for report in reports:
        if report.status in (Status.HEALTHY, Status.DEGRADED):
            health[report.digest] = report.status
        if report.status in (Status.HEALTHY, Status.ROLLED_BACK):
            stack = [each for each in stack if each.digest != report.digest]
        if report.status is Status.HEALTHY:
            stack.append(release(report, since(reports, report)))
    stack = [replace(each, health=health[each.digest]) for each in stack]
    newest_first = (*reversed(stack), None, None)
    waiting = coming(reports, newest_first[0])
    return EnvironmentState(environment, newest_first[0], newest_first[1], waiting)


def since(reports: list[Deployment], report: Deployment) -> datetime:
    """Return when the row of healthy reports began that one stands in."""
    before = [each for each in reports[: reports.index(report)]]
    healthy = [each for each in before if each.status is Status.HEALTHY]
    began = report.time
    for each in reversed(healthy):
        if each.digest != report.digest:
            break
        began = each.time
    return began


def coming(reports: list[Deployment], current: Release | None) -> Release | None:
    """Return what has started last, and of which nothing else was said since."""
    newest = {each.digest: each for each in reports}
    waiting = [
        each
        for each in reports
        if newest[each.digest] is each
        and each.status is Status.STARTED
        and (
            current is None
            or (each.digest != current.digest and each.time >= current.since)
        )
    ]
    return release(waiting[-1], waiting[-1].time) if waiting else None


def release(report: Deployment, since_: datetime) -> Release:
    """Return the release that a report is of."""
    return Release(report.digest, report.commit, report.version, since_, report.status)
