"""Reach the database through a pool of connections."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

# Seconds. A database that does not answer is away, and callers can wait better.
CONNECT_SECONDS = 2
# A refusal comes at once: without a pause the next try would find the same, and a job
# that waits for a minute would knock, and write a line, thousands of times.
POLL_SECONDS = 1
STATEMENT_SECONDS = 5
# The option of a connection whose transactions all write.
WRITES = "ledger_writes"


class Unavailable(Exception):
    """The database did not answer."""


@dataclass(frozen=True, slots=True)
class PoolOptions:
    """How many connections a worker keeps, for how long, and who is told."""

    size: int = 8
    recycle_seconds: int = 1800
    wait_seconds: int = 5
    waiting: AbstractContextManager[object] = nullcontext()
    in_use: Callable[[float], None] = lambda _: None


def connect(url: str, pool: PoolOptions = PoolOptions()) -> Engine:
    """Return an engine for a database, which may still be down."""

    class Pool(QueuePool):
        """A pool that tells how many wait for a connection, and how many have one."""

        def connect(self) -> PoolProxiedConnection:
            """Return a connection, as soon as there is one."""
            with pool.waiting:
                connection = super().connect()
            pool.in_use(self.checkedout())
            return connection

        def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
            # Its events come before the return, and not for each that is lost: what
            # is counted by them goes below zero.
            super()._do_return_conn(record)
            pool.in_use(self.checkedout())

    engine = create_engine(
        url,
        poolclass=Pool,
        pool_size=pool.size,
        max_overflow=0,
        pool_timeout=pool.wait_seconds,
        pool_recycle=pool.recycle_seconds,
        # A connection that broke while it lay in the pool is replaced, not used.
        pool_pre_ping=True,
        connect_args=arguments(url),
        # Parameters are hidden because error messages end up in the log.
        hide_parameters=True,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare)
        event.listen(engine, "begin", begin)
    return engine


def wait(engine: Engine, seconds: float, told: Callable[[str], None]) -> None:
    """Wait until a database takes connections; Unavailable if it does not in time.

    A network policy refuses a pod's connections until it has learned of the pod, which
    may take seconds. *told* is called with each reason to wait on.
    """
    # A file that cannot be opened now cannot be opened later.
    patience = 0.0 if engine.dialect.name == "sqlite" else seconds
    deadline = time.monotonic() + patience
    while reason := _refusal(engine):
        if time.monotonic() >= deadline:
            raise Unavailable(reason)
        told(reason)
        time.sleep(POLL_SECONDS)


def _refusal(engine: Engine) -> str | None:
    """Connect once; return why that failed, if it did."""
    try:
        with engine.connect():
            return None
    except DBAPIError as error:
        return str(error.orig)


def arguments(url: str) -> dict[str, object]:
    """Return what a driver is told about a new connection."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"timeout": STATEMENT_SECONDS}
    return {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "release-ledger",
        "options": f"-c statement_timeout={STATEMENT_SECONDS}s -c timezone=UTC",
    }


def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    """Let readers of an SQLite file go on while somebody writes."""
    # Python's driver would begin transactions by itself, but not before DDL.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")


def begin(connection: Connection) -> None:
    """Begin a transaction that DDL has a place in, too."""
    # A migration reads before it writes: if somebody wrote in between, it could
    # not go on. Begun as a writer, it waits for its turn instead.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Run what follows as one transaction; Unavailable when that cannot be."""
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except (DBAPIError, TimeoutError) as error:
        raise Unavailable(str(error)) from error
