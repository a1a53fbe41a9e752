"""Do requests get connections that work, and no more than there may be."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from time import sleep

import pytest
from sqlalchemy import Engine, QueuePool, text

from app.assembly import assemble
from app.store.database import PoolOptions, Unavailable, connect, transaction
from tests.app import examples
from tests.places import Place


@pytest.fixture(name="narrow")
def _narrow(place: Place) -> Iterator[Engine]:
    """A pool of two, where nobody waits for a third."""
    engine = connect(place.database_url, PoolOptions(size=2, wait_seconds=0))
    yield engine
    engine.dispose()


def test_no_more_connections_are_opened_than_there_may_be(narrow: Engine) -> None:
    """A database has a limit that all workers share."""
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(narrow.connect())
        with pytest.raises(Unavailable), transaction(narrow):
            pass

    with transaction(narrow) as connection:
        assert 1 == connection.scalar(text("SELECT 1"))


def test_the_settings_say_how_many_there_may_be(embedded: Place) -> None:
    """For each worker, which makes its own."""
    settings = replace(examples.settings(embedded), database_pool=3)
    services = assemble(settings)

    assert isinstance(services.ledger.engine.pool, QueuePool)
    assert 3 == services.ledger.engine.pool.size()
    services.close()


def backend(engine: Engine) -> int:
    """Return the process of PostgreSQL that a connection leads to."""
    with transaction(engine) as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def test_a_connection_that_broke_in_the_pool_is_replaced(served: Place) -> None:
    """The request that gets it does not notice."""
    engine = connect(served.database_url, PoolOptions(size=1))
    other = connect(served.database_url)
    before = backend(engine)
    assert before == backend(engine)
    with transaction(other) as connection:
        connection.execute(text(f"SELECT pg_terminate_backend({before})"))

    assert before != backend(engine)
    engine.dispose()
    other.dispose()


def test_an_old_connection_is_replaced(embedded: Place) -> None:
    """Firewalls forget connections that last too long."""
    engine = connect(embedded.database_url, PoolOptions(size=1, recycle_seconds=1))
    seen = []
    for pause in (0, 0, 1.2):
        sleep(pause)
        with transaction(engine) as connection:
            seen.append(connection.connection.dbapi_connection)

    first, second, third = seen
    assert first is second is not third
    engine.dispose()
