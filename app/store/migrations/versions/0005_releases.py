"""Expand: releases and commits, which the database derives from reports."""

import sqlalchemy as sa
from alembic import op

from app.store.columns import Number, UtcTime
from app.store.migrations import derived
from app.store.migrations.window import set_window

revision = "5"
down_revision = "4"

TRIGGER = "deployments_derive"
TIMES = (
    "begun",
    "decided",
    *derived.WORDS,
    *(f"last_{each}" for each in derived.WORDS),
)
FUNCTION = """\
CREATE OR REPLACE FUNCTION derive_release(added deployments) RETURNS void
LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"""
CALL = """\
CREATE OR REPLACE FUNCTION derive_release() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN PERFORM derive_release(NEW); RETURN NULL; END $$"""
# In steps, each committed: a single one would let writers wait for its end.
BACKFILL = """\
DO $$ DECLARE step bigint = 5000; first bigint = 0; last bigint; BEGIN
SELECT coalesce(max(id), 0) INTO last FROM deployments;
WHILE first <= last LOOP
  PERFORM derive_release(each) FROM deployments AS each
    WHERE each.id > first AND each.id <= first + step;
  COMMIT;
  first = first + step;
END LOOP; END $$"""
INDEXES = {
    "releases_by_commit": ["commit"],
    "releases_by_health": ["service", "environment", "healthy", "lead"],
    "releases_by_decision": ["service", "environment", "decided"],
    "releases_by_last_health": [
        "service",
        "environment",
        "last_healthy",
        "last_healthy_id",
    ],
    "releases_by_report": ["latest", "latest_id"],
    "releases_by_status": ["service", "environment", "latest_status", "latest"],
    "releases_of_environment": ["service", "environment", "latest", "latest_id"],
}


def upgrade() -> None:
    """Add the tables, let the database keep them, then derive what is there."""
    add_columns()
    add_tables()
    set_window(5, oldest_code=1)
    if op.get_context().dialect.name == "postgresql":
        keep_in_postgresql()
    else:
        keep_in_sqlite()


def add_columns() -> None:
    """Add what version 0.3.0 knows of a report."""
    service = sa.Column(
        "service", sa.Text, nullable=False, server_default="release-ledger"
    )
    op.add_column("deployments", service)
    op.add_column("deployments", sa.Column("committed", UtcTime))
    op.add_column("deployments", sa.Column("details", sa.Text))


def add_tables() -> None:
    """Create the tables of what is derived."""
    op.create_table(
        "commits",
        sa.Column("commit", sa.Text, primary_key=True),
        sa.Column("committed", UtcTime),
        sa.Column("seen", UtcTime, nullable=False),
    )
    op.create_table(
        "releases",
        sa.Column("id", Number, sa.Identity(), primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in (*derived.KEY, "commit", "version")
        ),
        sa.Column("latest", UtcTime, nullable=False),
        sa.Column("latest_id", sa.BigInteger, nullable=False),
        sa.Column("latest_status", sa.Text, nullable=False),
        *(sa.Column(name, UtcTime) for name in TIMES),
        *(sa.Column(f"last_{each}_id", sa.BigInteger) for each in derived.WORDS),
        sa.Column("lead", sa.BigInteger),
        sa.UniqueConstraint(*derived.KEY, name="releases_key"),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "releases", columns)


def keep_in_postgresql() -> None:
    """Make the trigger first: no report may come between it and the rest."""
    body = ";\n".join(derived.statements(derived.POSTGRESQL))
    op.execute(FUNCTION.format(body=body))
    op.execute(CALL)
    op.execute(
        f"CREATE TRIGGER {TRIGGER} AFTER INSERT ON deployments"
        " FOR EACH ROW EXECUTE FUNCTION derive_release()"
    )
    with op.get_context().autocommit_block():
        op.execute(BACKFILL)


def keep_in_sqlite() -> None:
    """Let an update that changes nothing do for what is there."""
    body = ";\n".join(derived.statements(derived.SQLITE))
    for name, when in ((TRIGGER, "INSERT"), ("backfill", "UPDATE")):
        op.execute(
            f"CREATE TRIGGER {name} AFTER {when} ON deployments BEGIN {body}; END"
        )
    op.execute("UPDATE deployments SET id = id")
    op.execute("DROP TRIGGER backfill")


def downgrade() -> None:
    """Drop what was added."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON deployments")
        op.execute("DROP FUNCTION derive_release()")
        op.execute("DROP FUNCTION derive_release(deployments)")
    else:
        op.execute(f"DROP TRIGGER {TRIGGER}")
    op.drop_table("releases")
    op.drop_table("commits")
    for name in ("details", "committed", "service"):
        op.drop_column("deployments", name)
    set_window(4, oldest_code=1)
