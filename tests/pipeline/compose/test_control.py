"""What may a suite ask of its composition, and how does its command ask?"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from pipeline.core.compose.control import LONGEST, Answer, Asked, read
from pipeline.core.errors import PipelineError
from tests.test_structure import MODULE

SCRIPT = MODULE / "tools" / "composition" / "composition"
TOKEN = "of-this-run"
SERVICES = ("redis", "service")
REQUEST: Mapping[str, object] = {
    "token": TOKEN,
    "word": "kill",
    "service": "redis",
    "timeout": None,
    "environment": {},
    "command": [],
}


def line(**changes: object) -> bytes:
    """Return a request as it is sent."""
    return json.dumps({**REQUEST, **changes}).encode() + b"\n"


def test_a_word_and_a_service_are_read() -> None:
    """With all that docker compose takes of them."""
    assert Asked("kill", "redis") == read(line(), TOKEN, SERVICES)
    asked = line(word="run", environment={"A": "1\n2"}, command=["flask", "--help"])
    wanted = Asked("run", "redis", None, {"A": "1\n2"}, ("flask", "--help"))
    assert wanted == read(asked, TOKEN, SERVICES)
    assert LONGEST == read(line(timeout=10**9), TOKEN, SERVICES).timeout


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(line(token="guessed"), "token", id="another token"),
        pytest.param(line(token="\ud800"), "token", id="no text as a token"),
        pytest.param(line(token=None), "token", id="no token"),
        pytest.param(line(word="exec"), "one of kill, stop, start, run", id="a word"),
        pytest.param(line(service="other"), "no such service", id="a service"),
        pytest.param(line(service=["redis"]), "no such service", id="a list"),
        pytest.param(line(environment={"A=B": "1"}), "no name", id="a variable"),
        pytest.param(line(command=["a\0b"]), "command[0]", id="a zero byte"),
        pytest.param(line(image="other"), "unknown key 'image'", id="anything else"),
        pytest.param(b"[" * 200_000 + b"\n", "brackets", id="brackets"),
        pytest.param(b"\xff\n", "no JSON", id="no text"),
    ],
)
def test_nothing_else_is_taken(raw: bytes, said: str) -> None:
    """A suite is the repository's own code."""
    with pytest.raises(PipelineError, match="(?s)" + said.replace("[", r"\[")):
        read(raw, TOKEN, SERVICES)


def composition(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command of a suite, with another place for its files."""
    text = SCRIPT.read_text().replace("/.composition", str(home))
    return subprocess.run(
        [sys.executable, "-", *words], input=text, capture_output=True, text=True
    )


def test_the_command_asks_and_ends_as_it_is_told(tmp_path: Path) -> None:
    """What the pipeline answers is printed; what it was asked is a request."""
    asked = []

    class Pipeline(StreamRequestHandler):
        def handle(self) -> None:
            asked.append(read(self.rfile.readline(), TOKEN, SERVICES))
            self.wfile.write(Answer(3, "out\n", "err\n").line())

    with TCPServer(("127.0.0.1", 0), Pipeline) as server:
        Thread(target=server.handle_request, daemon=True).start()
        host, port = server.server_address[:2]
        control = json.dumps({"host": host, "port": port, "token": TOKEN})
        (tmp_path / "control.json").write_text(control)
        done = composition(tmp_path, "run", "--rm", "-e", "A=b=c", "redis", "ls", "-l")
    assert (3, "out\n", "err\n") == (done.returncode, done.stdout, done.stderr)
    assert [Asked("run", "redis", None, {"A": "b=c"}, ("ls", "-l"))] == asked


def test_a_suite_without_control_is_told_how_to_ask_for_it(tmp_path: Path) -> None:
    """It may read what services say."""
    done = composition(tmp_path, "kill", "redis")
    assert 1 == done.returncode
    assert "could not kill 'redis'" in done.stderr
    assert "control = true" in done.stderr
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "redis.log").write_text("ready\n")
    assert "ready\n" == composition(tmp_path, "logs", "redis").stdout
    assert 1 == composition(tmp_path, "logs", "../../etc/passwd").returncode
