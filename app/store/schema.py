"""Bring a database to the newest schema, and tell which one it has."""

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from app.domain.schema import Schema
from app.store.database import WRITES, PoolOptions, connect
from app.store.ledger import Ledger

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing up to a revision."""
    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take back migrations down to a revision, with what they had added."""
    config = _config()
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def newest() -> Schema:
    """Return what all migrations leave behind, tried in memory."""
    # Of a pool of one, all get the same connection: each has a memory of its own.
    engine = connect("sqlite://", PoolOptions(size=1))
    upgrade(engine)
    schema = Ledger(engine).schema()
    engine.dispose()
    return schema


def sql(revisions: str = "head") -> str:
    """Return the SQL of migrations for PostgreSQL, for people and linters to read."""
    printed = StringIO()
    command.upgrade(_config(printed), revisions, sql=True)
    return printed.getvalue()


def _config(output: StringIO | None = None) -> Config:
    config = Config(output_buffer=output)
    # Interpolation would take a percent sign in the path for its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
