"""Look through the ledger for a text, so much of it at a time."""

from sqlalchemy import ColumnElement, Subquery, or_, select

from app.domain.paging import Cursor, Query
from app.store.database import transaction
from app.store.entries import ENTRY, Page, chosen, entry, page
from app.store.ledger import Ledger
from app.store.tables import deployments

# Reports that one page looks through: no index knows parts of words.
LOOKED_THROUGH = 10_000


def search(ledger: Ledger, query: Query, text: str, most: int = LOOKED_THROUGH) -> Page:
    """Return a page of what has a text in it; the next one looks further back."""
    among = chosen(query).limit(most).subquery()
    order = (among.c.time.desc(), among.c.id.desc())
    named = [among.c[column.name].label(column.name) for column in ENTRY]
    asked = select(*named).where(holds(among, text)).order_by(*order)
    place = chosen(query).with_only_columns(deployments.c.time, deployments.c.id)
    with transaction(ledger.engine) as connection:
        rows = connection.execute(asked.limit(query.limit + 1)).mappings()
        found = page(tuple(entry(row) for row in rows), query.limit)
        if found.next:
            return found
        last = connection.execute(place.offset(most - 1).limit(1)).first()
    return Page(found.entries, Cursor(*last) if last else None)


def holds(among: Subquery, text: str) -> ColumnElement[bool]:
    """Return what has to hold of a report with a text in it."""
    columns = among.c
    return or_(
        columns.version.contains(text, autoescape=True),
        columns.actor.contains(text, autoescape=True),
        columns.commit.startswith(text, autoescape=True),
        columns.digest.startswith(text, autoescape=True),
        columns.digest.startswith(f"sha256:{text}", autoescape=True),
    )
