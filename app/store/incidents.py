"""Find the times in which what served an environment was degraded.

A release serves from its newest healthy report on, until another one is healthy or
it is rolled back; then the newest before it that was not rolled back serves again.
Nothing of this is stored: a report that comes late changes what was before.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, Select, select, tuple_
from sqlalchemy.sql.elements import Tuple

from app.domain.deployment import Status
from app.domain.dora import Incident, Window
from app.store.tables import deployments

bad = deployments.alias("bad")
healthy = deployments.alias("healthy")
gone = deployments.alias("gone")
good = deployments.alias("good")


def incidents(
    connection: Connection, window: Window, since: datetime, until: datetime
) -> tuple[Incident, ...]:
    """Return the incidents that ended in a window, whenever they began."""
    first = connection.execute(before(window, since)).scalars().first()
    rows = connection.execute(failures(window, first or since, until))
    ends: dict[int, Incident] = {}
    for began, good_id, good_time, gone_id, gone_time in rows:
        # Oldest first: an incident begins with the first report of it.
        number, ended = end(good_id, good_time, gone_id, gone_time)
        if ended and since <= ended < until:
            ends.setdefault(number, Incident(began, ended))
    return tuple(ends.values())


def end(
    healthy_id: int | None,
    healthy_time: datetime | None,
    gone_id: int | None,
    gone_time: datetime | None,
) -> tuple[int, datetime | None]:
    """Return the report that ended a failure: good news, or that it was taken away."""
    found = [
        (time, number)
        for time, number in ((healthy_time, healthy_id), (gone_time, gone_id))
        if time and number
    ]
    time, number = min(found, default=(None, 0))
    return number, time


def before(window: Window, since: datetime) -> Select[datetime]:
    """Select when something was last healthy before a time: all before that is over."""
    told = of(healthy, window, Status.HEALTHY)
    newest = select(healthy.c.time).where(*told, healthy.c.time < since)
    return newest.order_by(healthy.c.time.desc()).limit(1)


def failures(
    window: Window, first: datetime, until: datetime
) -> Select[datetime, int, datetime, int, datetime]:
    """Select each bad report on what served, and the good news that came next."""
    asked = (
        select(
            bad.c.time.label("began"),
            bad.c.id.label("bad"),
            after(window, Status.HEALTHY).scalar_subquery().label("good"),
            after(window, Status.ROLLED_BACK)
            .where(good.c.digest == bad.c.digest)
            .scalar_subquery()
            .label("gone"),
        )
        .where(
            *of(bad, window, Status.DEGRADED),
            bad.c.time >= first,
            bad.c.time < until,
            serving(window).scalar_subquery() == bad.c.digest,
        )
        .subquery()
    )
    return (
        select(asked.c.began, healthy.c.id, healthy.c.time, gone.c.id, gone.c.time)
        .select_from(
            asked.outerjoin(healthy, healthy.c.id == asked.c.good).outerjoin(
                gone, gone.c.id == asked.c.gone
            )
        )
        .order_by(asked.c.began, asked.c.bad)
    )


def serving(window: Window) -> Select[str]:
    """Select the digest that served when a bad report came."""
    taken_away = (
        select(gone.c.id)
        .where(
            *of(gone, window, Status.ROLLED_BACK),
            gone.c.digest == healthy.c.digest,
            gone.c.time >= healthy.c.time,
            moment(gone) > moment(healthy),
            moment(gone) < moment(bad),
        )
        .correlate(healthy, bad)
    )
    told = of(healthy, window, Status.HEALTHY)
    return (
        select(healthy.c.digest)
        .where(*told, moment(healthy) < moment(bad), ~taken_away.exists())
        .order_by(healthy.c.time.desc(), healthy.c.id.desc())
        .limit(1)
        .correlate(bad)
    )


def after(window: Window, status: Status) -> Select[int]:
    """Select the first report with a status after a bad one."""
    return (
        select(good.c.id)
        .where(*of(good, window, status), moment(good) > moment(bad))
        .order_by(good.c.time, good.c.id)
        .limit(1)
        .correlate(bad)
    )


def of(table: FromClause, window: Window, status: Status) -> list[ColumnElement[bool]]:
    """Return what has to hold of reports with a status on what a window is of."""
    return [
        table.c.service == window.service,
        table.c.environment == window.environment,
        table.c.status == status,
    ]


def moment(table: FromClause) -> Tuple:
    """Return the place of a report among all: arrival decides between equal times."""
    return tuple_(table.c.time, table.c.id)
