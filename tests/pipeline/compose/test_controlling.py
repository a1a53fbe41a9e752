"""What does the function do for a suite that asks it?"""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import anyio
import pytest

from pipeline.composition.control import Control
from pipeline.composition.starting import Start
from pipeline.core.json_file import parse
from tests.pipeline.compose.test_control import line


@dataclass
class Redis:
    """A service that does as it is told; one that *hangs* does not stop by itself."""

    hangs: bool = False
    did: list[str] = field(default_factory=list)

    async def stop(self, kill: bool = False) -> None:
        self.did.append("kill" if kill else "stop")
        if self.hangs and not kill:
            await anyio.sleep(60)

    async def start(self) -> None:
        self.did.append("start")


@dataclass
class Composition:
    """What Control knows of a composition; *says* is what the service says next."""

    redis: Redis = field(default_factory=Redis)
    says: list[str] = field(default_factory=list)

    @property
    def services(self) -> Any:
        return {"redis": self.redis}

    @property
    def parts(self) -> Any:
        return {"redis": SimpleNamespace(service=SimpleNamespace(grace=0.2))}

    async def state(self, name: str) -> str:
        assert "redis" == name
        return self.says.pop(0)


def asked(composition: Composition, *requests: bytes) -> list[tuple[object, object]]:
    """Serve a suite; return the exit code and the errors of each answer."""

    async def suite() -> list[tuple[object, object]]:
        control = Control(cast(Start, composition), token="of-this-run")
        async with control.served() as address:
            where = parse(address, "address").some(("host", "port"))
            host, port = str(where["host"].value), where["port"].whole()
            return [await answered(host, port, request) for request in requests]

    return anyio.run(suite)


async def answered(host: str, port: int, request: bytes) -> tuple[object, object]:
    """Send one request as the suite's command does."""
    async with await anyio.connect_tcp(host, port) as stream:
        await stream.send(request)
        raw = b"".join([chunk async for chunk in stream])
    answer = parse(raw.decode(), "answer").some(("exit", "stderr"))
    return answer["exit"].value, answer["stderr"].value


def test_a_service_is_killed_and_comes_back() -> None:
    """It is whole when the answer comes."""
    composition = Composition(says=["", "", "starting\n", "healthy\n"])
    answers = asked(composition, line(), line(word="start"))
    assert [(0, ""), (0, "")] == answers
    assert ["kill", "kill", "start"] == composition.redis.did


def test_one_that_runs_is_not_started() -> None:
    """As docker compose does it."""
    composition = Composition(says=["running\n"])
    assert [(0, "")] == asked(composition, line(word="start"))
    assert [] == composition.redis.did


def test_one_that_stays_unhealthy_is_an_error() -> None:
    """The suite is told what it said."""
    composition = Composition(says=["", "unhealthy\nno disk\n"])
    ((code, said),) = asked(composition, line(word="start"))
    assert (1, "could not start 'redis': unhealthy\nno disk\n") == (code, said)


@pytest.mark.parametrize(
    ("hangs", "did"),
    [
        pytest.param(False, ["stop"], id="it stops"),
        pytest.param(True, ["stop", "kill"], id="its grace is over"),
    ],
)
def test_a_service_that_is_stopped_has_its_grace(hangs: bool, did: list[str]) -> None:
    """Then it is killed."""
    composition = Composition(Redis(hangs))
    assert [(0, "")] == asked(composition, line(word="stop"))
    assert did == composition.redis.did


def test_whoever_lacks_the_token_is_refused_and_the_next_one_is_answered() -> None:
    """Other containers of the engine share its network."""
    composition = Composition()
    refused, answer = asked(composition, line(token="guessed"), line())
    assert 1 == refused[0]
    assert (0, "") == answer
    assert ["kill"] == composition.redis.did
