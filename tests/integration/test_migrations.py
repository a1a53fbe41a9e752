"""Does the migration job bring databases of earlier releases along?"""

from collections.abc import Iterator

import pytest

from tests.integration.compose import Compose

JOB = "migration"
NAME = "earlier"
CREATE = f"""
import os, psycopg
url = os.environ["DATABASE_URL"]
with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
    server.execute("DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    server.execute("CREATE DATABASE {NAME}")
print(url.rpartition("/")[0] + "/{NAME}")
"""
CONNECT = """
import os
from sqlalchemy import text
from app.store import schema
from app.store.database import connect
engine = connect(os.environ["DATABASE_URL"])
"""
# What version 0.1.0 did with its database: it made the table itself.
FIRST = CONNECT + '''
with engine.begin() as connection:
    connection.execute(text("""CREATE TABLE deployments (id SERIAL PRIMARY KEY,
        environment VARCHAR(20) NOT NULL, digest VARCHAR(71) NOT NULL,
        "commit" VARCHAR(40) NOT NULL, version VARCHAR(64) NOT NULL,
        status VARCHAR(20) NOT NULL, actor VARCHAR(100) NOT NULL,
        time TIMESTAMP WITH TIME ZONE NOT NULL)"""))
'''
BEFORE = CONNECT + """
from app.assembly import SUPPORTED
schema.upgrade(engine, str(SUPPORTED.knows - 1))
"""
FILL = CONNECT + '''
with engine.begin() as connection:
    for version in ("1.4.0", "1.5.0"):
        connection.execute(text("""INSERT INTO deployments (environment, digest,
            "commit", version, status, actor, time) VALUES ('dev', 'sha256:' ||
            repeat('a', 64), repeat('c', 40), :version, 'healthy', 'argocd',
            '2026-03-01 12:00:00+00')"""), {"version": version})
'''
READ = CONNECT + """
from app.domain.paging import Query
from app.store.ledger import Ledger
entries = Ledger(engine).page(Query(10)).entries
print(*(entry.deployment.version for entry in entries))
"""
CHECK = ("flask", "--app", "app.wsgi:application", "db-check")


@pytest.fixture(name="earlier")
def _earlier(url: str, compose: Compose) -> Iterator[str]:
    """An empty database on the composition's own server."""
    yield compose.python(JOB, CREATE)


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param(FIRST, id="of version 0.1.0"),
        pytest.param(BEFORE, id="of the revision before"),
    ],
)
def test_a_database_is_upgraded_with_all_that_is_in_it(
    compose: Compose, earlier: str, schema: str
) -> None:
    """And the check that a rollout asks for is content with it only then."""
    compose.python(JOB, schema, DATABASE_URL=earlier)
    compose.python(JOB, FILL, DATABASE_URL=earlier)
    migrated = compose.run(JOB, DATABASE_URL=earlier)
    checked = compose.run(JOB, *CHECK, DATABASE_URL=earlier)

    assert 0 == migrated.returncode, migrated.stderr
    assert 0 == checked.returncode, checked.stderr
    assert "1.5.0 1.4.0" == compose.python(JOB, READ, DATABASE_URL=earlier)


def test_the_job_may_run_again(url: str, compose: Compose) -> None:
    """On the database that it has already brought up to date."""
    again = compose.run(JOB)
    assert 0 == again.returncode, again.stderr
    assert "the schema is at" in again.stdout
