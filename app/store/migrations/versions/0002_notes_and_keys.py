"""Expand: notes, and the keys of requests that must count once."""

import sqlalchemy as sa
from alembic import op

from app.store.columns import Number, UtcTime
from app.store.migrations.window import set_window

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add what version 0.2.0 writes and version 0.1.0 does not know."""
    for name in ("idempotency_key", "fingerprint"):
        op.add_column("deployments", sa.Column(name, sa.Text))
    op.create_table(
        "notes",
        sa.Column("id", Number, sa.Identity(), primary_key=True),
        sa.Column(
            "deployment_id", Number, sa.ForeignKey("deployments.id"), nullable=False
        ),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("time", UtcTime, nullable=False),
    )
    op.create_index("notes_by_deployment", "notes", ["deployment_id"])
    set_window(2, oldest_code=1)


def downgrade() -> None:
    """Drop what was added."""
    op.drop_table("notes")
    for name in ("fingerprint", "idempotency_key"):
        op.drop_column("deployments", name)
    set_window(1, oldest_code=1)
