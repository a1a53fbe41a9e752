"""Can versions of the service follow each other on one database, either way."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from app import commands
from app.assembly import SUPPORTED
from app.domain.deployment import Environment
from app.domain.dora import Window
from app.domain.idempotency import Once
from app.domain.notes import Note
from app.domain.paging import Query
from app.factory import create_app
from app.services import KEY
from app.store import figures, schema
from app.store.database import connect
from app.store.ledger import Ledger
from tests.app import examples
from tests.app.examples import DEPLOYMENT, NOON
from tests.places import Place, Servers

# What version 0.1.0 did with its database: it made the tables itself.
CREATED = (
    "CREATE TABLE IF NOT EXISTS deployments (id {number} PRIMARY KEY,"
    " environment VARCHAR(20) NOT NULL, digest VARCHAR(71) NOT NULL,"
    ' "commit" VARCHAR(40) NOT NULL, version VARCHAR(64) NOT NULL,'
    " status VARCHAR(20) NOT NULL, actor VARCHAR(100) NOT NULL,"
    " time {time} NOT NULL)",
    "CREATE INDEX IF NOT EXISTS deployments_by_time ON deployments (environment, time)",
)
COLUMNS = 'id, environment, digest, "commit", version, status, actor, time'
ADDED = (
    'INSERT INTO deployments (environment, digest, "commit", version, status, actor,'
    f" time) VALUES ('dev', '{DEPLOYMENT.digest}', '{DEPLOYMENT.commit}', '1.4.0',"
    f" 'healthy', 'argocd', '2026-03-01 12:00:00') RETURNING {COLUMNS}"
)
LISTED = (
    f"SELECT {COLUMNS} FROM deployments WHERE environment = 'dev'"
    " ORDER BY time DESC, id DESC LIMIT 10"
)
TYPES = {
    "sqlite": {"number": "INTEGER", "time": "DATETIME"},
    "postgresql": {"number": "SERIAL", "time": "TIMESTAMP WITH TIME ZONE"},
}
HEAD = SUPPORTED.knows
SQUAWK = Path(sys.executable).with_name("squawk")
# Alembic's own table, whose column nobody else fills.
ALEMBIC = "alembic_version"


@pytest.fixture(name="empty", params=["sqlite", "postgresql"])
def _empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine for a database without tables."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path}/empty.db")
        yield engine
        engine.dispose()
        return
    servers: Servers = request.getfixturevalue("servers")
    name = f"empty-{uuid4().hex}"
    engine = connect(servers.postgres.create(name))
    yield engine
    engine.dispose()
    servers.postgres.drop(name)


def run(engine: Engine, *statements: str) -> list[tuple[object, ...]]:
    """Run statements and return the rows of the last one."""
    with engine.begin() as connection:
        for statement in statements:
            result = connection.execute(text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


def created(engine: Engine) -> tuple[str, ...]:
    """Return how version 0.1.0 made its tables."""
    return tuple(each.format(**TYPES[engine.dialect.name]) for each in CREATED)


def use(engine: Engine) -> None:
    """Do all that this version does with its database."""
    ledger = Ledger(engine)
    key = Once(uuid4().hex, "f" * 64)
    number = ledger.record(DEPLOYMENT, key).entry.id
    assert not ledger.record(DEPLOYMENT, key).new
    ledger.add_note(number, Note("ada", "Looks good.", NOON))
    assert 1 == len(ledger.notes(number))
    page = ledger.page(Query(10, Environment.DEV, since=NOON))
    assert number in {entry.id for entry in page.entries}
    assert ledger.first_of_digest(DEPLOYMENT.digest)
    window = Window(Environment.DEV, 7)
    assert 1 == figures.dora(ledger, window, NOON.replace(hour=13)).deployments


def test_the_version_before_works_on_the_newest_schema(empty: Engine) -> None:
    """While a new version is rolled out both are there, or the old one comes back."""
    schema.upgrade(empty)
    run(empty, *created(empty))
    [added] = run(empty, ADDED)

    assert added in run(empty, LISTED)


def test_a_database_of_the_version_before_is_upgraded(empty: Engine) -> None:
    """With all that is in it."""
    run(empty, *created(empty))
    for _ in range(3):
        run(empty, ADDED)
    schema.upgrade(empty)

    assert 3 == len(Ledger(empty).page(Query(10)).entries)
    use(empty)


@pytest.mark.parametrize("revision", range(SUPPORTED.needs, HEAD + 1))
def test_this_version_works_on_every_schema_of_its_window(
    empty: Engine, revision: int
) -> None:
    """A version may be rolled out before the migration that it does not need."""
    schema.upgrade(empty, str(revision))

    assert revision == Ledger(empty).schema().revision
    use(empty)


def use_often(engine: Engine) -> None:
    """Keep a database busy."""
    for _ in range(20):
        use(engine)


def test_this_version_goes_on_while_the_schema_is_upgraded(empty: Engine) -> None:
    """No migration locks the service out."""
    schema.upgrade(empty, str(SUPPORTED.needs))
    with ThreadPoolExecutor(2) as threads:
        used = threads.submit(use_often, empty)
        schema.upgrade(empty)
        used.result()

    assert HEAD == Ledger(empty).schema().revision


def test_every_migration_can_be_taken_back(empty: Engine) -> None:
    """Down to the first and up again, and the deployments are still there."""
    schema.upgrade(empty)
    run(empty, ADDED)
    for revision in reversed(range(1, HEAD)):
        schema.downgrade(empty, str(revision))
        assert revision == Ledger(empty).schema().revision
    schema.upgrade(empty)

    assert 1 == len(Ledger(empty).page(Query(10)).entries)
    use(empty)


def test_jobs_that_start_together_upgrade_once(servers: Servers) -> None:
    """Each replica may have one; they take turns."""
    name = f"together-{uuid4().hex}"
    engines = [connect(servers.postgres.create(name)) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(migrated, engines))

    use(engines[0])
    for engine in engines:
        engine.dispose()
    servers.postgres.drop(name)


def test_a_job_waits_for_a_database_that_refuses_it_at_first(servers: Servers) -> None:
    """As one does that still starts, or a network policy that has to learn of a pod."""
    name = f"late-{uuid4().hex}"
    url = servers.postgres.create(name)
    allow = f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS'
    admin = connect(servers.postgres.url_of("postgres"))
    run(admin, f"{allow} false")
    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(flask, "db-upgrade", url)
        sleep(2)
        assert not job.done()
        run(admin, f"{allow} true")
        done = job.result()
    admin.dispose()
    servers.postgres.drop(name)

    assert 0 == done.returncode, done.stderr
    assert "the database cannot be reached yet: " in done.stderr
    assert "not currently accepting connections" in done.stderr
    assert f"the schema is at {HEAD}" in done.stdout


def test_a_job_without_a_database_says_so(
    embedded: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the end, and without a traceback."""
    monkeypatch.setattr(commands, "UPGRADE_SECONDS", 0.0)
    url = "postgresql+psycopg://nobody:secret@127.0.0.1:1/none"
    app = create_app(replace(examples.settings(embedded), database_url=url))
    done = app.test_cli_runner().invoke(args=["db-upgrade"])
    app.extensions[KEY].close()

    assert 1 == done.exit_code
    assert "could not upgrade the database: " in done.output
    assert "Connection refused" in done.output
    assert "secret" not in done.output


def test_a_job_does_not_wait_for_a_file(tmp_path: Path) -> None:
    """Whose folder is not there."""
    began = monotonic()
    done = flask("db-upgrade", f"sqlite:///{tmp_path}/nowhere/ledger.db")

    assert 1 == done.returncode
    assert done.stderr.startswith("could not upgrade the database: ")
    assert "Traceback" not in done.stderr
    assert monotonic() - began < commands.UPGRADE_SECONDS


def migrated(engine: Engine) -> int:
    """Upgrade in a process of its own, as jobs do, and return its exit code."""
    url = engine.url.render_as_string(hide_password=False)
    done = flask("db-upgrade", url)
    assert 0 == done.returncode, done.stderr
    return done.returncode


def flask(command: str, url: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the service."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app=app.wsgi:application", command, *more],
        env={"DATABASE_URL": url, "LOG_LEVEL": "error"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_check_says_whether_the_schema_will_do(tmp_path: Path) -> None:
    """Before a version is rolled out, by its exit code and in words."""
    url = f"sqlite:///{tmp_path}/ledger.db"
    missing = flask("db-check", url)
    upgraded = flask("db-upgrade", url)
    fine = flask("db-check", url)
    engine = connect(url)
    run(engine, f"UPDATE schema_window SET oldest_code = {HEAD + 1}")
    engine.dispose()
    newer = flask("db-check", url)

    assert [1, 0, 0, 1] == [
        done.returncode for done in (missing, upgraded, fine, newer)
    ]
    assert "run 'flask db-upgrade'" in missing.stderr
    assert f"the schema is at {HEAD}" in upgraded.stdout
    assert f"the schema at {HEAD} is inside" in fine.stdout
    assert "run a newer version" in newer.stderr


def test_a_version_says_which_schemas_it_works_on() -> None:
    """Where there is no database: beside its image, before it is released."""
    said = flask("db-window", "postgresql+psycopg://nobody:x@127.0.0.1:1/none")

    assert 0 == said.returncode, said.stderr
    assert {"needs": SUPPORTED.needs, "knows": HEAD, "oldest_code": 1} == json.loads(
        said.stdout
    )


def test_the_newest_schema_is_the_one_that_this_version_knows() -> None:
    """What the code says and what the migrations do must not part."""
    assert HEAD == schema.newest().revision


def squawk(sql: str, folder: Path) -> list[str]:
    """Return what squawk finds in SQL, a line each."""
    file = folder / "migrations.sql"
    file.write_text(sql)
    done = subprocess.run(
        [SQUAWK, "--reporter=gcc", "--exclude=prefer-robust-stmts", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    found = re.findall(r"^.*?:(\d+):\d+: (.*)$", done.stdout, re.MULTILINE)
    lines = sql.splitlines()
    return [
        f"{lines[int(number) - 1].strip()}: {said}"
        for number, said in found
        if ALEMBIC not in "".join(lines[max(0, int(number) - 3) : int(number)])
    ]


def test_the_migrations_lock_nobody_out(tmp_path: Path) -> None:
    """After squawk, which knows what PostgreSQL locks."""
    assert [] == squawk(flask("db-sql", "").stdout, tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("CREATE INDEX i ON deployments (actor);", id="index that locks"),
        pytest.param("ALTER TABLE deployments DROP COLUMN actor;", id="contraction"),
        pytest.param(
            "ALTER TABLE deployments ALTER COLUMN actor SET NOT NULL;", id="full scan"
        ),
    ],
)
def test_a_migration_is_refused_that_is_a(tmp_path: Path, statement: str) -> None:
    """The check can fail."""
    assert squawk(f"{schema.sql()}\n{statement}\n", tmp_path)
