"""Ask the ledger what one environment has that another one lacks."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, select

from app.domain.deployment import Details, Environment
from app.domain.difference import Difference, changes
from app.domain.environments import Release
from app.store.database import transaction
from app.store.environments import made, pair, state
from app.store.ledger import Ledger
from app.store.tables import releases

EARLIER, LATER = releases.alias("earlier").c, releases.alias("later").c
MOST = 20


def difference(
    ledger: Ledger, service: str, earlier: Environment, later: Environment
) -> Difference:
    """Return what was healthy in one environment since what the other one has."""
    here, there = (state(ledger, each, service).current for each in (earlier, later))
    with transaction(ledger.engine) as connection:
        asked = lacking(connection, service, (earlier, later), there)
        rows = connection.execute(asked.limit(MOST + 1)).mappings().all()
    found = [made(row, row["healthy"], row["latest_status"]) for row in rows]
    return Difference(
        earlier,
        later,
        tuple(found[:MOST]),
        len(found) > MOST,
        changes(details(ledger, there), details(ledger, here)),
    )


def lacking(
    connection: Connection,
    service: str,
    places: tuple[Environment, Environment],
    there: Release | None,
) -> Select[tuple[object, ...]]:
    """Select what the second environment lacks, which has a release or none."""
    earlier, later = places
    asked = select(*releases.c).where(
        releases.c.service == service,
        releases.c.environment == earlier,
        releases.c.healthy.is_not(None),
        stayed(),
    )
    if there:
        asked = asked.where(releases.c.commit != there.commit)
        ways = (EARLIER.commit == there.commit, both_had(later))
        begun = [newest(connection, service, earlier, way) for way in ways]
        if known := next((each for each in begun if each), None):
            asked = asked.where(releases.c.healthy > known)
    return asked.order_by(releases.c.healthy.desc())


def stayed() -> ColumnElement[bool]:
    """Return what holds for releases that were not rolled back since their health."""
    rolled_back = releases.c.last_rolled_back
    return rolled_back.is_(None) | (pair("healthy") > pair("rolled_back"))


def both_had(later: Environment) -> ColumnElement[bool]:
    """Return what holds for releases whose commit a later environment has had, too.

    What it has now may have come there on another way.
    """
    known = select(LATER.id).where(
        LATER.service == EARLIER.service,
        LATER.environment == later,
        LATER.commit == EARLIER.commit,
        LATER.healthy.is_not(None),
        LATER.last_rolled_back.is_(None),
    )
    return known.exists()


def newest(
    connection: Connection,
    service: str,
    environment: Environment,
    condition: ColumnElement[bool],
) -> datetime | None:
    """Return when the newest release for which something holds was first healthy."""
    ours = (EARLIER.service == service, EARLIER.environment == environment)
    asked = select(EARLIER.healthy).where(
        *ours, EARLIER.healthy.is_not(None), condition
    )
    found: datetime | None = connection.execute(
        asked.order_by(EARLIER.healthy.desc()).limit(1)
    ).scalar()
    return found


def details(ledger: Ledger, release: Release | None) -> Details | None:
    """Return what was first reported of a release, wherever it was."""
    first = ledger.first_of_digest(release.digest) if release else None
    return first.details if first else None
