"""Does anything get lost when workers come and go."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

import pytest

from tests.places import Place
from tests.serving import Server, ask, serving, wait

COUNTED = 'http_requests_total{method="GET",route="/version",status="200"}'
EXITS = "gunicorn_worker_exits_total"
REQUESTS = 400
END = b"Connection: close\r\n\r\n"


def visit(port: int) -> list[int]:
    """Send requests on one connection, and on one each, in turns."""
    statuses = []
    kept = HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(REQUESTS // 2):
        if has_ended(kept):
            kept.close()
        kept.request("GET", "/version")
        answer = kept.getresponse()
        answer.read()
        statuses += [answer.status, ask(port, "GET", "/version")[0]]
    kept.close()
    return statuses


def has_ended(kept: HTTPConnection) -> bool:
    """Tell whether the server has closed a connection, as any pool looks first.

    A worker that is renewed waits for two seconds for the next request on one.
    """
    if kept.sock is None:
        return False
    kept.sock.setblocking(False)
    try:
        return not kept.sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    finally:
        kept.sock.settimeout(30)


def test_workers_are_renewed_without_losing_or_forgetting_a_request(
    embedded: Place, tmp_path: Path
) -> None:
    """Every request is answered and counted, and no counter ever goes back."""
    with serving(embedded, tmp_path, WORKER_REQUESTS="40") as server:
        seen: list[float] = []
        with ThreadPoolExecutor(4) as threads:
            visits = [threads.submit(visit, server.port) for _ in range(4)]
            while not all(each.done() for each in visits):
                seen.append(server.samples().get(COUNTED, 0))
        statuses = [status for each in visits for status in each.result()]
        samples = server.samples()
        files = [file.name for file in (tmp_path / "metrics").iterdir()]

    assert [200] * 4 * REQUESTS == statuses
    assert sorted(seen) == seen
    assert 4 * REQUESTS == samples[COUNTED]
    assert samples[EXITS] > 10
    assert len(files) < 20


def test_a_killed_worker_is_replaced_and_counted(
    embedded: Place, tmp_path: Path
) -> None:
    """And its gauges go with it."""
    with serving(embedded, tmp_path) as server:
        before = server.samples()[EXITS]
        victim = min(server.workers("gauge_livesum"))
        os.kill(int(victim.rpartition("_")[2]), signal.SIGKILL)
        wait(lambda: server.samples()[EXITS] == before + 1)

        assert victim not in server.workers("gauge_livesum")
        wait(server.up)


def test_accepted_requests_are_answered_after_a_request_to_stop(
    embedded: Place, tmp_path: Path
) -> None:
    """Those half sent, and those that wait until there is a thread for them."""
    given = {"WEB_CONCURRENCY": "1", "WEB_THREADS": "2"}
    with serving(embedded, tmp_path, **given) as server, ExitStack() as opened:
        sent = [opened.enter_context(connected(server.port)) for _ in range(6)]
        for each in sent:
            each.sendall(b"GET /version HTTP/1.1\r\nHost: ledger\r\n")
        for each in sent[2:]:
            each.sendall(END)
        # Nothing tells from outside when a server has taken a connection.
        sleep(1)
        server.process.send_signal(signal.SIGTERM)
        for each in sent[:2]:
            each.sendall(END)
        answers = [received(each) for each in sent]

        assert [b"HTTP/1.1 200 OK"] * 6 == answers
        assert 0 == server.process.wait(60)


def connected(port: int) -> socket.socket:
    """Open a connection to the service."""
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def received(connection: socket.socket) -> bytes:
    """Return the first line of an answer."""
    with connection.makefile("rb") as stream:
        return stream.readline().strip()


def test_an_idle_connection_is_kept_longer_than_balancers_keep_it(
    embedded: Place, tmp_path: Path
) -> None:
    """If the server closed it first, a request sent just then would be lost."""
    with serving(embedded, tmp_path, WEB_CONCURRENCY="1") as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", "/version")
        connection.getresponse().read()
        config = gunicorn_config()

        assert int(config["keepalive"]) > 60
        # Idle for longer than gunicorn's own default of two seconds.
        with pytest.raises(TimeoutError):
            idle(connection)
        connection.request("GET", "/version")
        assert 200 == connection.getresponse().status
        connection.close()


def idle(connection: HTTPConnection) -> None:
    """Wait for the server to say something, which it should not."""
    assert connection.sock
    connection.sock.settimeout(3)
    try:
        assert connection.sock.recv(1, socket.MSG_PEEK), "the server closed it"
    finally:
        connection.sock.settimeout(30)


def gunicorn_config() -> dict[str, str]:
    """Return what gunicorn makes of its configuration."""
    printed = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pairs = (line.partition("=") for line in printed.splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def test_gunicorn_is_configured_against_its_pitfalls() -> None:
    """Each of these has cost somebody requests."""
    config = gunicorn_config()
    requests = int(config["max_requests"])

    assert "app.serving.worker.GatheringWorker" == config["worker_class"]
    assert "False" == config["preload_app"]
    # Without a wide jitter all workers are renewed at once.
    assert int(config["max_requests_jitter"]) >= requests // 2 > 0
    if Path("/dev/shm").is_dir():
        assert "/dev/shm" == config["worker_tmp_dir"]
    assert int(config["graceful_timeout"]) >= 30
    assert "127.0.0.1" in config["forwarded_allow_ips"]
    assert 0 < int(config["limit_request_fields"]) <= 64


def test_https_is_believed_of_trusted_proxies_only(
    embedded: Place, tmp_path: Path
) -> None:
    """Anybody else could get cookies that are not secure, or the other way."""
    (tmp_path / "trusted").mkdir()
    (tmp_path / "other").mkdir()
    with serving(embedded, tmp_path / "trusted", TRUSTED_PROXIES="127.0.0.1") as server:
        assert forwarded(server)
    with serving(embedded, tmp_path / "other", TRUSTED_PROXIES="10.0.0.0/8") as server:
        assert not forwarded(server)


def forwarded(server: Server) -> bool:
    """Tell whether the service takes a request for HTTPS that says it was."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/sign-in", headers={"X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    cookie = str(answer.getheader("Set-Cookie"))
    connection.close()
    secure = "Strict-Transport-Security" in answer.headers
    assert secure == cookie.startswith("__Host-sign-in=") == ("Secure" in cookie)
    return secure
