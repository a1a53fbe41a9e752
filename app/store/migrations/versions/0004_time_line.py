"""Expand: the time line of all environments without sorting all of them."""

from alembic import op

from app.store.migrations.window import set_window

revision = "4"
down_revision = "3"

MOMENTS = "deployments_by_moment"


def upgrade() -> None:
    """Add an index that this version profits from, but does not need."""
    set_window(4, oldest_code=1)
    with op.get_context().autocommit_block():
        op.drop_index(
            MOMENTS, "deployments", if_exists=True, postgresql_concurrently=True
        )
        op.create_index(
            MOMENTS,
            "deployments",
            ["time", "id"],
            if_not_exists=True,
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(MOMENTS, "deployments")
    set_window(3, oldest_code=1)
