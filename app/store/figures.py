"""Measure the DORA figures of an environment from the ledger."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from app.domain.deployment import Deployment, Environment, Status
from app.domain.dora import Dora, Past, Window, measure
from app.domain.paging import Query
from app.store.database import transaction
from app.store.entries import chosen, entry
from app.store.ledger import Ledger
from app.store.tables import deployments


def dora(ledger: Ledger, window: Window, until: datetime) -> Dora:
    """Return the figures of a window that ends at a time."""
    since = until - timedelta(days=window.days)
    query = Query(0, window.environment, since=since, until=until)
    with transaction(ledger.engine) as connection:
        rows = connection.execute(chosen(query)).mappings().all()
        reports = [entry(row).deployment for row in reversed(rows)]
        past = Past(
            digests_before(connection, window.environment, since, reports),
            first_seen(connection, reports),
        )
    return measure(window, until, reports, past)


def digests_before(
    connection: Connection,
    environment: Environment,
    since: datetime,
    reports: list[Deployment],
) -> frozenset[str]:
    """Return which of the reported digests an environment had before a time."""
    columns = deployments.c
    asked = select(columns.digest).where(
        columns.environment == environment,
        columns.time < since,
        columns.digest.in_({report.digest for report in reports}),
    )
    return frozenset(connection.execute(asked.distinct()).scalars())


def first_seen(
    connection: Connection, reports: list[Deployment]
) -> dict[str, datetime]:
    """Return when each of the reported commits was reported first, anywhere."""
    columns = deployments.c
    commits = {report.commit for report in reports}
    asked = select(columns.commit, func.min(columns.time))
    asked = asked.where(columns.commit.in_(commits)).group_by(columns.commit)
    return {commit: time for commit, time in connection.execute(asked)}


def lead_time(ledger: Ledger, report: Deployment) -> timedelta | None:
    """Return how long a change took that a report says is healthy for the first time.

    None for every other report.
    """
    if report.status is not Status.HEALTHY:
        return None
    columns = deployments.c
    healthy = select(func.count()).where(
        columns.environment == report.environment,
        columns.digest == report.digest,
        columns.status == Status.HEALTHY,
    )
    with transaction(ledger.engine) as connection:
        if connection.execute(healthy).scalar():
            return None
        first = first_seen(connection, [report])
    return report.time - first.get(report.commit, report.time)
