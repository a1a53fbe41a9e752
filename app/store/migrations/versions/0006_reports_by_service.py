"""Expand: reports of a service in an environment, by status and by release."""

from alembic import op

from app.store.migrations.window import set_window

revision = "6"
down_revision = "5"

INDEXES = {
    "deployments_by_status": ["service", "environment", "status", "time", "id"],
    "deployments_by_release": ["service", "environment", "digest", "status", "time"],
    "deployments_by_digest": ["digest", "time", "id"],
    "deployments_by_commit": ["commit", "time", "id"],
    "deployments_by_actor": ["actor", "time", "id"],
    "deployments_of_status": ["status", "time", "id"],
}


def upgrade() -> None:
    """Make the indexes beside the writers, not instead of them."""
    set_window(6, oldest_code=1)
    with op.get_context().autocommit_block():
        for name, columns in INDEXES.items():
            op.drop_index(
                name, "deployments", if_exists=True, postgresql_concurrently=True
            )
            op.create_index(
                name,
                "deployments",
                columns,
                if_not_exists=True,
                postgresql_concurrently=True,
            )


def downgrade() -> None:
    """Drop the indexes."""
    for name in INDEXES:
        op.drop_index(name, "deployments")
    set_window(5, oldest_code=1)
