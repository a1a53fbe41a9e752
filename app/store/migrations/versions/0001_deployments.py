"""Deployments, and what the schema says of itself."""

import sqlalchemy as sa
from alembic import op

from app.store.columns import Number, UtcTime
from app.store.migrations.window import set_window

revision = "1"
down_revision = None


def upgrade() -> None:
    """Create the tables, except where version 0.1.0 has created them itself."""
    op.create_table(
        "deployments",
        sa.Column("id", Number, sa.Identity(), primary_key=True),
        sa.Column("environment", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("commit", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("time", UtcTime, nullable=False),
        if_not_exists=True,
    )
    op.create_index(
        "deployments_by_time",
        "deployments",
        ["environment", "time"],
        if_not_exists=True,
    )
    op.create_table(
        "schema_window",
        sa.Column("revision", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("oldest_code", sa.BigInteger, nullable=False),
    )
    set_window(1, oldest_code=1)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("schema_window")
    op.drop_table("deployments")
