"""Measure the DORA figures of a service in an environment from the ledger."""

from datetime import date, datetime, timedelta
from statistics import mean

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from app.domain.deployment import Deployment, Status
from app.domain.dora import Decided, Deployed, Dora, Measured, Window, figures
from app.store.database import transaction
from app.store.incidents import incidents
from app.store.ledger import Ledger
from app.store.tables import commits, releases

COLUMNS = releases.c


def dora(ledger: Ledger, window: Window, until: datetime) -> Dora:
    """Return the figures of a window that ends at a time."""
    since = until - timedelta(days=window.days)
    with transaction(ledger.engine) as connection:
        measured = Measured(
            deployed(connection, window, since, until),
            decided(connection, window, since, until),
            lead_time(connection, window, since, until),
            incidents(connection, window, since, until),
        )
    return figures(window, until, measured)


def within(
    column: ColumnElement[datetime], window: Window, since: datetime, until: datetime
) -> list[ColumnElement[bool]]:
    """Return what has to hold of releases for which a time lies in a window."""
    return [
        COLUMNS.service == window.service,
        COLUMNS.environment == window.environment,
        column >= since,
        column < until,
    ]


def day_of(column: ColumnElement[datetime]) -> ColumnElement[str]:
    """Return the day of a time in UTC."""
    # Connections to PostgreSQL have that time zone; SQLite stores nothing else.
    return func.date(column)


def deployed(
    connection: Connection, window: Window, since: datetime, until: datetime
) -> dict[date, Deployed]:
    """Return what was deployed each day, and the median of its lead times."""
    day = day_of(COLUMNS.healthy)
    order = (COLUMNS.lead, COLUMNS.id)
    ranked = (
        select(
            day.label("day"),
            COLUMNS.lead,
            func.row_number().over(partition_by=day, order_by=order).label("place"),
            func.count().over(partition_by=day).label("number"),
        )
        .where(*within(COLUMNS.healthy, window, since, until))
        .subquery()
    )
    # The one in the middle, or the two around it.
    in_the_middle = (ranked.c.place * 2).between(ranked.c.number, ranked.c.number + 2)
    asked = (
        select(ranked.c.day, ranked.c.number, func.avg(ranked.c.lead))
        .where(in_the_middle)
        .group_by(ranked.c.day, ranked.c.number)
    )
    return {
        as_date(day): Deployed(number, timedelta(milliseconds=float(lead)))
        for day, number, lead in connection.execute(asked)
    }


def decided(
    connection: Connection, window: Window, since: datetime, until: datetime
) -> dict[date, Decided]:
    """Return how many changes were decided each day, and how many have failed."""
    day = day_of(COLUMNS.decided)
    bad = COLUMNS.degraded.is_not(None) | COLUMNS.rolled_back.is_not(None)
    asked = (
        select(day, func.count(), func.count(case((bad, 1))))
        .where(*within(COLUMNS.decided, window, since, until))
        .group_by(day)
    )
    return {
        as_date(day): Decided(number, failed)
        for day, number, failed in connection.execute(asked)
    }


def lead_time(
    connection: Connection, window: Window, since: datetime, until: datetime
) -> timedelta | None:
    """Return the median of the lead times of what was deployed in a window."""
    ours = within(COLUMNS.healthy, window, since, until)
    number = connection.execute(select(func.count()).where(*ours)).scalar_one()
    if not number:
        return None
    found = connection.execute(middle(number).where(*ours)).scalars()
    return timedelta(milliseconds=mean([float(each) for each in found]))


def middle(number: int) -> Select[int]:
    """Select the lead time in the middle of so many, or the two around it."""
    return (
        select(COLUMNS.lead)
        .order_by(COLUMNS.lead)
        .limit(2 - number % 2)
        .offset((number - 1) // 2)
    )


def as_date(day: object) -> date:
    """Return a day, which SQLite gives as a text."""
    return date.fromisoformat(str(day))


def lead_of(ledger: Ledger, report: Deployment) -> timedelta | None:
    """Return how long a change took that a report says is healthy for the first time.

    None for every other report.
    """
    if report.status is not Status.HEALTHY:
        return None
    healthy = select(COLUMNS.healthy).where(
        COLUMNS.service == report.service,
        COLUMNS.environment == report.environment,
        COLUMNS.digest == report.digest,
    )
    begun = select(commits.c.committed, commits.c.seen).where(
        commits.c.commit == report.commit
    )
    with transaction(ledger.engine) as connection:
        if connection.execute(healthy).scalar():
            return None
        row = connection.execute(begun).first()
    committed, seen = row or (None, report.time)
    known = [each for each in (committed, report.committed) if each]
    began = min(known) if known else min(seen, report.time)
    return max(report.time - began, timedelta(0))
