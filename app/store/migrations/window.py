"""Let each migration leave in the database which code works on it."""

from alembic import op


def set_window(revision: int, oldest_code: int) -> None:
    """Note the revision, and the least revision that code on it has to know."""
    op.execute("DELETE FROM schema_window")
    op.execute(
        "INSERT INTO schema_window (revision, oldest_code)"
        f" VALUES ({revision:d}, {oldest_code:d})"  # nosec B608
    )
