"""Commands for operators: `flask --app app.wsgi:application COMMAND`."""

import json
import secrets
import sys
from hashlib import sha256

import click
from flask import Flask

from app.assembly import SUPPORTED
from app.domain.schema import complaint
from app.services import KEY, Services
from app.store.database import Unavailable, wait

# Seconds. To begin a Job's pod again would take longer.
UPGRADE_SECONDS = 60.0


def install(app: Flask) -> None:
    """Add the commands to an application."""
    services: Services = app.extensions[KEY]

    @app.cli.command("db-upgrade")
    def db_upgrade() -> None:
        """Run the migrations that are missing."""
        # Not at the top: a worker has no use for Alembic, and it is large.
        from app.store.schema import upgrade

        engine = services.ledger.engine
        try:
            wait(engine, UPGRADE_SECONDS, _waits)
        except Unavailable as error:
            sys.exit(
                f"could not upgrade the database: {error}; start it, or fix its URL"
            )
        upgrade(engine)
        click.echo(f"the schema is at {services.ledger.schema().revision}")

    @app.cli.command("db-check")
    def db_check() -> None:
        """Say whether this version can work on the live schema; exit 1 if not."""
        try:
            live = services.ledger.schema()
        except Unavailable as error:
            sys.exit(f"could not read the schema: {error}; run 'flask db-upgrade'")
        if found := complaint(live, SUPPORTED):
            sys.exit(f"could not use the schema: {found}")
        click.echo(
            f"the schema at {live.revision} is inside: this version needs"
            f" {SUPPORTED.needs}, and knows {SUPPORTED.knows} of at least"
            f" {live.oldest_code}"
        )

    @app.cli.command("db-window")
    def db_window() -> None:
        """Print, without a database, which schemas this version works on."""
        from app.store.schema import newest

        left = newest()
        window = {
            "needs": SUPPORTED.needs,
            "knows": left.revision,
            "oldest_code": left.oldest_code,
        }
        click.echo(json.dumps(window))

    @app.cli.command("db-sql")
    @click.argument("revisions", default="head")
    def db_sql(revisions: str) -> None:
        """Print the SQL of the migrations for PostgreSQL, e.g. of 2:4."""
        from app.store.schema import sql

        click.echo(sql(revisions))

    @app.cli.command("new-token")
    def new_token() -> None:
        """Print a new token, and its hash for the settings."""
        token = secrets.token_urlsafe(32)
        click.echo(f"token  {token}\nhash   {sha256(token.encode()).hexdigest()}")


def _waits(reason: str) -> None:
    click.echo(f"the database cannot be reached yet: {reason}", err=True)
