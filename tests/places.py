"""Where a service under test keeps its values: in files, or in real servers."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import redis

from app.store import schema
from app.store.database import connect
from local import ports
from local.postgres import Postgres
from local.redis import Redis


@dataclass(frozen=True, slots=True)
class Place:
    """A database with the newest schema, and a Redis where there is one."""

    database_url: str
    redis_url: str = ""


@dataclass(frozen=True, slots=True)
class Servers:
    """A PostgreSQL and a Redis that tests share."""

    postgres: Postgres
    redis: Redis

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
        self.redis.stop()
        self.postgres.stop()

    def place(self) -> Place:
        """Return a database of its own, and the Redis, empty."""
        name = f"test-{uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE template')
        with redis.Redis.from_url(self.redis.url) as client:
            client.flushall()
        return Place(self.postgres.url_of(name), self.redis.url)

    def remove(self, place: Place) -> None:
        """Drop the database of a place."""
        name = place.database_url.rpartition("/")[2]
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        url = self.postgres.url_of("postgres").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())


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
