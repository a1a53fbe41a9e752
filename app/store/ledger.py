"""Keep reports of deployments and give them back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Self

from sqlalchemy import Connection, Engine, Row, create_engine, insert, select
from sqlalchemy.exc import DBAPIError, TimeoutError

from app.domain.deployment import Deployment, Environment
from app.store.tables import SCHEMA, deployments


class LedgerUnavailable(Exception):
    """The database did not answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A deployment in the ledger, under its number."""

    id: int
    deployment: Deployment


@dataclass(frozen=True, slots=True)
class Ledger:
    """The deployments of all environments."""

    engine: Engine

    @classmethod
    def at(cls, url: str) -> Self:
        """Return the ledger in the database at a URL, which may still be down."""
        # Parameters are hidden because error messages end up in the log.
        return cls(create_engine(url, hide_parameters=True))

    def ensure(self) -> None:
        """Reach the database, and create the tables where they are missing."""
        try:
            self.newest(1)
        except LedgerUnavailable:
            self._create()

    def record(self, deployment: Deployment) -> Entry:
        """Add a deployment."""
        with self._transaction() as connection:
            result = connection.execute(
                insert(deployments).values(asdict(deployment)).returning(deployments)
            )
            return entry(result.one())

    def newest(
        self, limit: int, environment: Environment | None = None
    ) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, of one or all environments."""
        query = select(deployments).limit(limit)
        query = query.order_by(deployments.c.time.desc(), deployments.c.id.desc())
        if environment:
            query = query.where(deployments.c.environment == environment)
        with self._transaction() as connection:
            return tuple(entry(row) for row in connection.execute(query))

    def _create(self) -> None:
        with self._transaction() as connection:
            for statement in SCHEMA:
                connection.execute(statement)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except (DBAPIError, TimeoutError) as error:
            raise LedgerUnavailable(str(error)) from error


def entry(row: Row[tuple[object, ...]]) -> Entry:
    """Make an entry out of a row of the table."""
    fields = dict(row._mapping)
    return Entry(fields.pop("id"), Deployment(**fields))
