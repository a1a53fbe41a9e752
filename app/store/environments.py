"""Ask the ledger what runs where."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    func,
    select,
    tuple_,
)
from sqlalchemy.sql.elements import Tuple

from app.domain.deployment import SERVICE, Environment, Status
from app.domain.environments import EnvironmentState, Release
from app.store.database import transaction
from app.store.ledger import Ledger
from app.store.tables import deployments, releases

COLUMNS = releases.c
# Releases that were rolled back stay in the way of those before them.
SERVED = (COLUMNS.last_healthy.desc(), COLUMNS.last_healthy_id.desc())


def services(ledger: Ledger) -> tuple[str, ...]:
    """Return the names of all services of which something was reported."""
    # One step of an index for each: there are many reports, and few services.
    first = select(func.min(COLUMNS.service).label("service")).cte(recursive=True)
    following = select(
        select(func.min(COLUMNS.service))
        .where(COLUMNS.service > first.c.service)
        .scalar_subquery()
    ).where(first.c.service.is_not(None))
    names = first.union_all(following)
    asked = select(names.c.service).where(names.c.service.is_not(None))
    with transaction(ledger.engine) as connection:
        return tuple(connection.execute(asked).scalars())


def state(
    ledger: Ledger, environment: Environment, service: str = SERVICE
) -> EnvironmentState:
    """Return what runs in one environment of a service."""
    ours = (COLUMNS.service == service, COLUMNS.environment == environment)
    with transaction(ledger.engine) as connection:
        served = connection.execute(newest(ours)).mappings().all()
        found = [release(connection, each) for each in served]
        current, previous, *_ = *found, None, None
        waiting = coming(connection, ours, current)
    return EnvironmentState(environment, current, previous, waiting, service)


def newest(ours: Sequence[ColumnElement[bool]]) -> Select[tuple[object, ...]]:
    """Select the two newest releases that were healthy and not rolled back since."""
    stayed = COLUMNS.last_rolled_back.is_(None) | (
        pair("healthy") > pair("rolled_back")
    )
    served = select(*COLUMNS).where(*ours, COLUMNS.last_healthy.is_not(None), stayed)
    return served.order_by(*SERVED).limit(2)


def pair(name: str) -> Tuple:
    """Return the place of the newest report of a kind among all."""
    return tuple_(COLUMNS[f"last_{name}"], COLUMNS[f"last_{name}_id"])


def coming(
    connection: Connection,
    ours: Sequence[ColumnElement[bool]],
    current: Release | None,
) -> Release | None:
    """Return what has started since the current release serves, and is not over."""
    waiting = select(*COLUMNS).where(*ours, COLUMNS.latest_status == Status.STARTED)
    if current:
        # A restart of what serves is no release on its way.
        waiting = waiting.where(
            COLUMNS.latest >= current.since, COLUMNS.digest != current.digest
        )
    order = (COLUMNS.latest.desc(), COLUMNS.latest_id.desc())
    row = connection.execute(waiting.order_by(*order).limit(1)).mappings().first()
    return made(row, row["last_started"], Status.STARTED) if row else None


def release(connection: Connection, row: RowMapping) -> Release:
    """Return a release that served, and since when."""
    degraded = row["last_degraded"] is not None and (
        (row["last_degraded"], row["last_degraded_id"])
        > (row["last_healthy"], row["last_healthy_id"])
    )
    health = Status.DEGRADED if degraded else Status.HEALTHY
    return made(row, since(connection, row), health)


def since(connection: Connection, row: RowMapping) -> datetime:
    """Return when a release became healthy after the last other one that was."""
    told, moment = deployments.c, tuple_(deployments.c.time, deployments.c.id)
    healthy = select(told.time, told.id).where(
        told.service == row["service"],
        told.environment == row["environment"],
        told.status == Status.HEALTHY,
    )
    other = healthy.where(
        told.digest != row["digest"],
        moment < tuple_(row["last_healthy"], row["last_healthy_id"]),
    ).order_by(told.time.desc(), told.id.desc())
    ours = healthy.where(told.digest == row["digest"])
    if before := connection.execute(other.limit(1)).first():
        ours = ours.where(moment > tuple_(*before))
    first: datetime = connection.execute(
        ours.order_by(told.time, told.id).limit(1)
    ).scalar_one()
    return first


def made(row: RowMapping, since_: datetime, health: Status) -> Release:
    """Make a release out of a row of the table."""
    return Release(row["digest"], row["commit"], row["version"], since_, health)
