"""Start services in order, and wait for the conditions of `depends_on`."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import anyio
import dagger
from anyio.abc import TaskGroup
from dagger import ReturnType, Service

from pipeline.composition.network import Network
from pipeline.composition.part import STATE_PORT, Part
from pipeline.core.compose.composition import Condition
from pipeline.core.compose.failures import Failure, exited, unhealthy, unsuccessful

STARTED, HEALTHY, COMPLETED = Condition
AGAIN: Final = 0.1
RUNNING: Final = ("running", "healthy")


@dataclass(frozen=True, slots=True)
class Start:
    """The parts of a composition on their way up. The first failure ends it."""

    parts: Mapping[str, Part]
    services: Mapping[str, Service]
    ending: frozenset[str]
    network: Network
    reached: dict[tuple[str, Condition], anyio.Event] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    async def all(self) -> None:
        """Start all, side by side as far as they do not wait for each other."""
        for name in self.parts:
            self.reached.update(((name, each), anyio.Event()) for each in Condition)
        async with anyio.create_task_group() as tasks:
            for name in self.parts:
                tasks.start_soon(self._one, name, tasks)

    async def _one(self, name: str, all_others: TaskGroup) -> None:
        for dependency in self.parts[name].service.depends_on.items():
            await self.reached[dependency].wait()
        if name in self.ending:
            await self._run(name)
        else:
            await self._launch(name)
        if self.failures:
            all_others.cancel_scope.cancel()

    async def _run(self, name: str) -> None:
        """Run a service to its end."""
        part = self.parts[name]
        argv = [*part.before, *part.entrypoint, *part.command]
        ran = part.container.with_exec(
            argv, expect=ReturnType.ANY, no_init=not part.service.init
        )
        code = await ran.exit_code()
        self.said[name] = await ran.combined_output()
        if code:
            self.failures.append(unsuccessful(name, code))
            return
        self.reached[name, STARTED].set()
        self.reached[name, COMPLETED].set()

    async def _launch(self, name: str) -> None:
        """Start a service, and watch its state: the engine asks ever more rarely."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._start, name, tasks)
            await self._watch(name)
            tasks.cancel_scope.cancel()

    async def _start(self, name: str, watch: TaskGroup) -> None:
        try:
            await self.services[name].start()
        except dagger.ExecError as error:
            self.failures.append(exited(name, error.exit_code))
            watch.cancel_scope.cancel()
        except dagger.QueryError as error:
            # What the engine says of a process that ended well.
            if "service exited" not in str(error):
                raise
            self.failures.append(exited(name, 0))
            watch.cancel_scope.cancel()

    async def _watch(self, name: str) -> None:
        while True:
            state, _, said = (await self.state(name)).partition("\n")
            if state:
                self.reached[name, STARTED].set()
            if state == "healthy":
                self.reached[name, HEALTHY].set()
            if state == "unhealthy":
                self.failures.append(unhealthy(name, said))
            if state in (*RUNNING, "unhealthy"):
                return
            await anyio.sleep(AGAIN)

    async def state(self, name: str) -> str:
        """Return what a service says of itself, "" where there is nobody yet."""
        said = b""
        try:
            address = await _ipv4(self.network.address(name))
            async with await anyio.connect_tcp(address, STATE_PORT) as stream:
                async for chunk in stream:
                    said += chunk
        except (OSError, anyio.BrokenResourceError):
            return ""
        return said.decode(errors="replace")


async def _ipv4(host: str) -> str:
    """Find a host as those do that are joined to the network."""
    found = await anyio.getaddrinfo(host, None, family=socket.AF_INET)
    return str(found[0][4][0])
