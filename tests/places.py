"""Where a service under test keeps its values: in files, or in real servers."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
import redis

from app.store import schema
from app.store.database import connect
from local import ports
from local.postgres import Postgres
from local.redis import Redis

# The sessions of whoever used a database before, and may still hold locks.
END_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Without triggers, and with numbers from one again.
EMPTY = """
SET LOCAL session_replication_role = replica;
DELETE FROM notes; DELETE FROM deployments; DELETE FROM releases; DELETE FROM commits;
SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
"""
# What changes when a definition or a version of the schema does, or when much was
# written: what was deleted still takes time to read.
MADE_OF = """
SELECT array_agg(each ORDER BY each) FROM (
    SELECT 'relation' || oid || xmin || (pg_relation_size(oid) / 1000000) AS each
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT 'column' || attrelid || attname || xmin FROM pg_attribute
    WHERE attrelid IN (
        SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
    )
    UNION SELECT 'constraint' || oid || xmin FROM pg_constraint
    UNION SELECT 'trigger' || oid || xmin FROM pg_trigger
    UNION SELECT 'function' || oid || xmin FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION SELECT schema_window::text FROM schema_window
    UNION SELECT alembic_version::text FROM alembic_version
) AS all_of_them
"""

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A database with the newest schema, and a Redis where there is one."""

    database_url: str
    redis_url: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A database that is used again, and what it was made of at first."""

    name: str
    connection: Connection
    made_of: object

    @classmethod
    def of(cls, name: str, connection: Connection) -> "Kept":
        """Remember what a database is made of that nobody has used yet."""
        return cls(name, connection, _made_of(connection))

    def emptied(self) -> bool:
        """Empty it; say whether it is then as it was at first."""
        with suppress(psycopg.Error):
            self.connection.execute(END_SESSIONS)
            with self.connection.transaction():
                self.connection.execute(EMPTY)
            return _made_of(self.connection) == self.made_of
        return False


@dataclass(frozen=True, slots=True)
class Servers:
    """A PostgreSQL and a Redis that tests share."""

    postgres: Postgres
    redis: Redis
    # By name. To make a database takes ten times as long as to empty one.
    used: dict[str, Kept] = field(default_factory=dict)
    spare: list[Kept] = field(default_factory=list)

    @classmethod
    def start(cls, folder: Path) -> "Servers":
        """Start both; Missing when this machine cannot have them."""
        servers = cls(
            Postgres(folder / "postgres", ports.free(), fsync=False),
            Redis(folder / "redis", ports.free()),
        )
        servers.postgres.start()
        servers.redis.start()
        migrate(servers.postgres.create("template"))
        return servers

    def stop(self) -> None:
        """End both."""
        for kept in (*self.spare, *self.used.values()):
            kept.connection.close()
        self.redis.stop()
        self.postgres.stop()

    def place(self) -> Place:
        """Return an empty database for nobody else, and the Redis, empty."""
        kept = self.spare.pop() if self.spare else self._made()
        self.used[kept.name] = kept
        with redis.Redis.from_url(self.redis.url) as client:
            client.flushall()
        return Place(self.postgres.url_of(kept.name), self.redis.url)

    def remove(self, place: Place) -> None:
        """Take a database back, or drop it if its schema was changed."""
        kept = self.used.pop(place.database_url.rpartition("/")[2])
        if kept.emptied():
            self.spare.append(kept)
        else:
            kept.connection.close()
            with self._connected("postgres") as connection:
                connection.execute(f'DROP DATABASE "{kept.name}" WITH (FORCE)'.encode())

    def _made(self) -> Kept:
        name = f"test-{uuid4().hex}"
        with self._connected("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template'.encode())
        return Kept.of(name, self._connected(name))

    def _connected(self, name: str) -> Connection:
        url = self.postgres.url_of(name).replace("+psycopg", "")
        return psycopg.connect(url, autocommit=True)


def _made_of(connection: Connection) -> object:
    return connection.execute(MADE_OF).fetchone()


def migrate(url: str) -> None:
    """Bring a database to the newest schema."""
    engine = connect(url)
    schema.upgrade(engine)
    engine.dispose()


def template_file(folder: Path) -> Path:
    """Return a database file with the newest schema, to copy."""
    file = folder / "ledger.db"
    migrate(f"sqlite:///{file}")
    return file


def copied(template: Path, folder: Path) -> Place:
    """Return a database file of its own."""
    file = shutil.copy(template, folder / "ledger.db")
    return Place(f"sqlite:///{file}")
