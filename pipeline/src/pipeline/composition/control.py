"""Stop, start and run services for a suite, which cannot ask the engine itself.

The function listens on its own address in the engine's network: of all that it may do
a suite gets these words, for the services of its own composition.
"""

import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import anyio
import dagger
from anyio.abc import SocketAttribute, SocketStream
from anyio.streams.buffered import BufferedByteReceiveStream
from dagger import ReturnType

from pipeline.composition.starting import AGAIN, Start
from pipeline.core.compose import control as policy
from pipeline.core.compose.control import Answer, Asked
from pipeline.core.errors import PipelineError

LARGEST: Final = 2**20
ASKING_SECONDS: Final = 30.0
# Nobody has it, and nothing is sent there: it is asked which own address would be used.
ANYWHERE: Final = ("192.0.2.1", 9)
GONE: Final = (
    *(anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.IncompleteRead),
    *(anyio.DelimiterNotFound, TimeoutError),
)


@dataclass(frozen=True, slots=True)
class Control:
    """A server for one suite, which knows its token."""

    start: Start
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Answer until the suite has ended; give what the suite has to know."""
        host = _own_address()
        async with (
            await anyio.create_tcp_listener(local_host=host) as listener,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(listener.serve, self._answer)
            port = listener.extra(SocketAttribute.local_port)
            yield json.dumps({"host": host, "port": port, "token": self.token})
            tasks.cancel_scope.cancel()

    async def _answer(self, stream: SocketStream) -> None:
        """Answer one request; the connection is for no other."""
        async with stream:
            try:
                with anyio.fail_after(ASKING_SECONDS):
                    reader = BufferedByteReceiveStream(stream)
                    raw = await reader.receive_until(b"\n", LARGEST)
                await stream.send((await self._done(raw)).line())
            except GONE:
                # Nobody waits for an answer, or nobody has asked.
                return

    async def _done(self, raw: bytes) -> Answer:
        try:
            asked = policy.read(raw, self.token, self.start.parts)
            return await self._act(asked)
        except (PipelineError, dagger.QueryError) as error:
            return Answer(1, stderr=f"{error}\n")

    async def _act(self, asked: Asked) -> Answer:
        if asked.word == policy.RUN:
            return await self._run(asked)
        if asked.word == policy.START:
            return await self._started(asked.service)
        service = self.start.services[asked.service]
        if asked.word == policy.STOP:
            grace = self.start.parts[asked.service].service.grace
            with anyio.move_on_after(grace if asked.timeout is None else asked.timeout):
                await service.stop()
                return Answer()
        await service.stop(kill=True)
        return Answer()

    async def _started(self, name: str) -> Answer:
        """Start a service again, and wait until it runs; a health check must pass."""
        if await self.start.state(name):
            return Answer()
        service = self.start.services[name]
        # One that ended by itself counts as running until it is stopped.
        await service.stop(kill=True)
        await service.start()
        while (said := await self.start.state(name)) in ("", "starting\n"):
            await anyio.sleep(AGAIN)
        if said.startswith("unhealthy"):
            return Answer(1, stderr=f"could not start '{name}': {said}")
        return Answer()

    async def _run(self, asked: Asked) -> Answer:
        """Run a command in a container of its own, with what the service has."""
        part = self.start.parts[asked.service]
        container = part.container
        for name, value in asked.environment.items():
            container = container.with_env_variable(name, value)
        # The same words would run once only, if the engine can help it.
        fresh = container.with_env_variable("COMPOSITION_RUN", secrets.token_hex(8))
        argv = [*part.before, *part.entrypoint, *(asked.command or part.command)]
        ran = fresh.with_exec(
            argv, expect=ReturnType.ANY, no_init=not part.service.init
        )
        code = await ran.exit_code()
        return Answer(code, await ran.stdout(), await ran.stderr())


def _own_address() -> str:
    """Return where others of the engine's network find this function."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(ANYWHERE)
        return str(probe.getsockname()[0])
