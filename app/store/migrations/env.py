"""Let Alembic run the migrations on a connection, or print their SQL."""

from time import sleep

from alembic import context
from sqlalchemy import Connection, text

# Any number will do, as long as nothing else takes it.
LOCK = 7_205_817
POLL_SECONDS = 0.2
# Whoever waits for a lock on a table makes all who come after wait, too; an
# index made beside the writers may take long, and harms nobody.
TIMEOUTS = ("SET lock_timeout = '5s'", "SET statement_timeout = '1h'")


def offline() -> None:
    """Print the SQL of the migrations for PostgreSQL."""
    context.configure(
        dialect_name="postgresql",
        literal_binds=True,
        transaction_per_migration=True,
    )
    for statement in TIMEOUTS:
        context.execute(statement)
    with context.begin_transaction():
        context.run_migrations()


def online(connection: Connection) -> None:
    """Run the migrations."""
    # SQLite's DDL has its place in transactions, too, other than Alembic assumes.
    context.configure(
        connection=connection, transaction_per_migration=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


def online_alone(connection: Connection) -> None:
    """Run the migrations in PostgreSQL, one process at a time."""
    # Two jobs that start together must not both create a table.
    while not alone(connection):
        sleep(POLL_SECONDS)
    for statement in TIMEOUTS:
        connection.execute(text(statement))
    connection.commit()
    online(connection)
    connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
    connection.commit()


def alone(connection: Connection) -> bool:
    """Try to be the one that runs the migrations."""
    # Not by waiting in the database: an index that is made beside the writers
    # waits for whoever has asked before, and that would be a deadlock.
    locked = bool(connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK})")))
    connection.commit()
    return locked


if context.is_offline_mode():
    offline()
elif context.config.attributes["connection"].dialect.name == "postgresql":
    online_alone(context.config.attributes["connection"])
else:
    online(context.config.attributes["connection"])
