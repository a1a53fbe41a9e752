"""Keep reports of deployments and give them back."""

from dataclasses import asdict, dataclass

from sqlalchemy import Engine, Select, insert, select
from sqlalchemy.exc import IntegrityError

from app.domain.deployment import Deployment, Environment
from app.domain.idempotency import KeyReused, Once
from app.domain.notes import Note
from app.domain.paging import Query
from app.domain.schema import Schema
from app.store.database import transaction
from app.store.entries import ENTRY, Entry, Page, chosen, entry, page
from app.store.tables import deployments, notes, schema_window

NOTE = tuple(notes.c[name] for name in Note.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry, and whether this request made it rather than an earlier one."""

    entry: Entry
    new: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The deployments of all environments.

    Every method raises Unavailable when the database does not answer.
    """

    engine: Engine

    def record(self, deployment: Deployment, once: Once | None = None) -> Recorded:
        """Add a deployment, or find it when its key has come before.

        KeyReused: the key came with something else.
        """
        if once is None:
            return self._add(values(deployment))
        if earlier := self._earlier(once):
            return earlier
        key = {"idempotency_key": once.key, "fingerprint": once.fingerprint}
        try:
            return self._add(values(deployment) | key)
        except IntegrityError:
            # Somebody sent the same key at the same time and was first.
            if earlier := self._earlier(once):
                return earlier
            raise

    def entry(self, number: int) -> Entry | None:
        """Return the entry with a number, if there is one."""
        found = self._entries(select(*ENTRY).where(deployments.c.id == number))
        return found[0] if found else None

    def page(self, query: Query) -> Page:
        """Return a page of the entries that a query asks for, newest first."""
        found = self._entries(chosen(query).limit(query.limit + 1))
        return page(found, query.limit)

    def newest(self, environment: Environment, limit: int) -> tuple[Deployment, ...]:
        """Return the newest reports on an environment, newest first."""
        found = self.page(Query(limit, environment))
        return tuple(each.deployment for each in found.entries)

    def first_of_digest(self, digest: str) -> Deployment | None:
        """Return the first report on a release, wherever it was."""
        order = (deployments.c.time, deployments.c.id)
        told = select(*ENTRY).where(deployments.c.digest == digest)
        found = self._entries(told.order_by(*order).limit(1))
        return found[0].deployment if found else None

    def add_note(self, number: int, note: Note) -> None:
        """Add a note to the entry with a number, which has to exist."""
        written = asdict(note) | {"deployment_id": number}
        with transaction(self.engine) as connection:
            connection.execute(insert(notes).values(written))

    def notes(self, number: int) -> tuple[Note, ...]:
        """Return the notes on an entry, oldest first."""
        ours = select(*NOTE).where(notes.c.deployment_id == number)
        with transaction(self.engine) as connection:
            rows = connection.execute(ours.order_by(notes.c.id)).mappings()
            return tuple(Note(**row) for row in rows)

    def schema(self) -> Schema:
        """Return what the database says of its schema."""
        told = select(schema_window.c.revision, schema_window.c.oldest_code)
        with transaction(self.engine) as connection:
            row = connection.execute(told).mappings().one()
            return Schema(row["revision"], row["oldest_code"])

    def _add(self, row: dict[str, object]) -> Recorded:
        with transaction(self.engine) as connection:
            added = insert(deployments).values(row).returning(*ENTRY)
            return Recorded(entry(connection.execute(added).mappings().one()), True)

    def _earlier(self, once: Once) -> Recorded | None:
        ours = deployments.c.idempotency_key == once.key
        keyed = select(*ENTRY, deployments.c.fingerprint).where(ours)
        with transaction(self.engine) as connection:
            row = connection.execute(keyed).mappings().first()
        if row and row["fingerprint"] != once.fingerprint:
            raise KeyReused
        return Recorded(entry(row), new=False) if row else None

    def _entries(self, asked: Select[tuple[object, ...]]) -> tuple[Entry, ...]:
        with transaction(self.engine) as connection:
            return tuple(entry(row) for row in connection.execute(asked).mappings())


def values(deployment: Deployment) -> dict[str, object]:
    """Return what the columns of a report hold."""
    return {name: getattr(deployment, name) for name in Deployment.__slots__}
