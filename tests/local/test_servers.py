"""Do PostgreSQL and Redis start, die, hang and come back as tests need it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from local import ports
from local.errors import LocalError
from local.postgres import Postgres
from local.process import Process
from local.processes import Running, family
from local.redis import Redis

Server = Postgres | Redis


@pytest.fixture(name="server", params=["postgres", "redis"])
def _server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def query(postgres: Postgres, text: str) -> object:
    url = postgres.url.replace("+psycopg", "")
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        cursor = connection.execute(text.encode())
        return cursor.fetchall() if cursor.description else None


def test_a_server_that_was_killed_comes_back(server: Server) -> None:
    server.kill()
    assert not server.answers()
    server.start()
    assert server.answers()


def test_a_server_that_was_stopped_is_gone(server: Server) -> None:
    pid = server.process.pid()
    assert pid
    members = family(pid)
    assert server.stop()
    assert [pid for pid in members if Running.of(pid)] == []
    assert not ports.answers(server.port)
    assert not server.stop()


def test_a_frozen_server_takes_connections_and_says_nothing(server: Server) -> None:
    server.freeze()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(0.3)
        connection.sendall(b"PING\r\n")
        with pytest.raises(TimeoutError):
            connection.recv(1)
    server.thaw()
    assert server.answers()


def test_a_frozen_server_can_be_stopped(server: Server) -> None:
    server.freeze()
    assert server.stop()
    assert not ports.answers(server.port)


def test_starting_twice_leaves_the_first_one(server: Server) -> None:
    pid = server.process.pid()
    server.start()
    assert server.process.pid() == pid


def test_postgres_keeps_what_was_written_before_it_was_killed(
    postgres: Postgres,
) -> None:
    query(postgres, "create table kept (n int)")
    query(postgres, "insert into kept values (7)")
    postgres.kill()
    postgres.start()
    assert query(postgres, "select n from kept") == [(7,)]


def test_a_backend_of_a_frozen_postgres_hangs_too(postgres: Postgres) -> None:
    url = postgres.url.replace("+psycopg", "")
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        postgres.freeze()
        os.set_blocking(connection.fileno(), False)
        connection.pgconn.send_query(b"select 1")
        connection.pgconn.flush()
        time.sleep(0.3)
        connection.pgconn.consume_input()
        assert connection.pgconn.is_busy()
        postgres.thaw()
        time.sleep(0.3)
        connection.pgconn.consume_input()
        assert not connection.pgconn.is_busy()


def test_a_database_is_made_once_and_dropped_under_its_users(
    postgres: Postgres,
) -> None:
    url = postgres.create("board")
    assert url == f"postgresql+psycopg://ledger@127.0.0.1:{postgres.port}/board"
    assert postgres.create("board") == url
    with closing(psycopg.connect(url.replace("+psycopg", ""))):
        postgres.drop("board")
    with pytest.raises(psycopg.OperationalError, match="board"):
        psycopg.connect(url.replace("+psycopg", ""))


@pytest.mark.parametrize("kind", [Postgres, Redis])
def test_a_taken_port_is_named(
    kind: type[Postgres] | type[Redis], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LocalError, match=f"port {port} is taken .*; stop what"):
            kind(tmp_path, port).start()


def test_a_server_that_dies_while_starting_shows_its_log(postgres: Postgres) -> None:
    postgres.stop()
    (postgres.data / "postgresql.conf").write_text("no such thing = 1\n")
    with pytest.raises(LocalError, match="(?s)died while starting.*syntax error"):
        postgres.start()


PARENT = """
import sys, time
from pathlib import Path
from local.processes import family
from local.{module} import {kind}
server = {kind}(Path(sys.argv[1]), int(sys.argv[2]), outlives={outlives})
server.start()
if {frozen}:
    server.freeze()
print(*family(server.process.pid()), flush=True)
time.sleep(60)
"""


def test_a_server_ends_with_the_process_that_started_it(server: Server) -> None:
    server.stop()
    left = _start_and_die(server)
    assert left
    assert _all_end(left)


def test_a_frozen_server_ends_with_it_too(redis: Redis) -> None:
    redis.stop()
    assert _all_end(_start_and_die(redis, frozen=True))


def test_a_server_lives_on_when_asked_to(redis: Redis) -> None:
    redis.stop()
    left = _start_and_die(redis, outlives=True)
    time.sleep(0.3)
    assert left == [redis.process.pid()]
    assert redis.answers()


def _start_and_die(
    server: Server, *, outlives: bool = False, frozen: bool = False
) -> list[int]:
    """Start a server from another process, kill that, and return what it left."""
    kind = type(server).__name__
    text = PARENT.format(
        module=kind.lower(), kind=kind, outlives=outlives, frozen=frozen
    )
    argv = [sys.executable, "-c", text, str(server.folder), str(server.port)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout
        pids = parent.stdout.readline().split()
        parent.send_signal(signal.SIGKILL)
    return [int(pid) for pid in pids]


def _all_end(pids: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while any(map(Running.of, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(Running.of, pids))


def test_an_id_of_another_process_is_not_taken_for_it(tmp_path: Path) -> None:
    process = Process("ghost", tmp_path)
    process.pid_file.write_text(f"{os.getpid()} 1")
    assert process.pid() is None
    assert not process.stop()
