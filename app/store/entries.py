"""Entries of the ledger: how they are asked for and read."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, Select, select

from app.domain.deployment import Deployment
from app.domain.paging import Cursor, Query
from app.store.tables import deployments

# By name: a later version may have added columns that mean nothing to this one.
ENTRY = tuple(deployments.c[name] for name in ("id", *Deployment.__dataclass_fields__))
EQUAL = ("service", "environment", "status", "digest", "commit", "actor")


@dataclass(frozen=True, slots=True)
class Entry:
    """A deployment in the ledger, under its number."""

    id: int
    deployment: Deployment


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list of entries, and where the next part begins."""

    entries: tuple[Entry, ...]
    next: Cursor | None


def entry(row: RowMapping) -> Entry:
    """Make an entry out of a row of the table."""
    fields = {name: row[name] for name in Deployment.__dataclass_fields__}
    return Entry(row["id"], Deployment(**fields))


def chosen(query: Query) -> Select[tuple[object, ...]]:
    """Select the entries that a query asks for, newest first."""
    # Arrival decides where the time is the same.
    order = (deployments.c.time.desc(), deployments.c.id.desc())
    return select(*ENTRY).where(*conditions(query)).order_by(*order)


def conditions(query: Query) -> list[ColumnElement[bool]]:
    """Return what has to hold for the entries that a query asks for."""
    columns = deployments.c
    given = {name: getattr(query, name) for name in EQUAL}
    found = [columns[name] == value for name, value in given.items() if value]
    if query.since:
        found.append(columns.time >= query.since)
    if query.until:
        found.append(columns.time < query.until)
    if query.cursor:
        time, number = query.cursor.time, query.cursor.id
        earlier = (columns.time < time) | (columns.id < number)
        found += [columns.time <= time, earlier]
    return found


def page(found: tuple[Entry, ...], limit: int) -> Page:
    """Make a page of entries, of which one more than fits tells of a next page."""
    shown = found[:limit]
    if len(found) == len(shown):
        return Page(shown, None)
    last = shown[-1]
    return Page(shown, Cursor(last.deployment.time, last.id))
