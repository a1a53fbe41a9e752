"""Does every test get an empty database, though it is not always a new one?"""

import pytest
from sqlalchemy import text

from app.store.database import connect, transaction
from app.store.ledger import Ledger
from tests.app.examples import DEPLOYMENT
from tests.places import Place, Servers


def used(servers: Servers, *statements: str) -> Place:
    """Let a test report a deployment and run statements; return what it had."""
    place = servers.place()
    engine = connect(place.database_url)
    Ledger(engine).record(DEPLOYMENT)
    with transaction(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
    servers.remove(place)
    return place


def test_what_a_test_wrote_is_gone(servers: Servers) -> None:
    """The next one counts from one again."""
    before = used(servers)
    after = servers.place()
    engine = connect(after.database_url)

    assert before == after
    assert 1 == Ledger(engine).record(DEPLOYMENT).entry.id
    engine.dispose()
    servers.remove(after)


def test_a_test_that_left_a_transaction_open_stops_nobody(servers: Servers) -> None:
    """Its locks go with its session."""
    place = servers.place()
    engine = connect(place.database_url)
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE deployments"))
        servers.remove(place)
        assert place == servers.place()
        connection.invalidate()
    servers.remove(place)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE notes DROP COLUMN author",
        "CREATE INDEX more ON notes (author)",
        "CREATE TABLE more (id INTEGER)",
        "UPDATE schema_window SET oldest_code = oldest_code + 1",
        "UPDATE alembic_version SET version_num = '1'",
    ],
)
def test_whoever_changes_the_schema_was_its_last_user(
    statement: str, servers: Servers
) -> None:
    assert used(servers, statement) != used(servers)
