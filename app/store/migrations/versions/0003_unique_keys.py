"""Expand: a key counts once, whoever sends it."""

from alembic import op

from app.store.migrations.window import set_window

revision = "3"
down_revision = "2"

KEYS = "deployments_by_key"


def upgrade() -> None:
    """Make the keys unique beside the writers, not instead of them."""
    set_window(3, oldest_code=1)
    with op.get_context().autocommit_block():
        # What an interrupted run left behind is there, but not valid.
        op.drop_index(KEYS, "deployments", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            KEYS,
            "deployments",
            ["idempotency_key"],
            unique=True,
            if_not_exists=True,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(KEYS, "deployments")
    set_window(2, oldest_code=1)
