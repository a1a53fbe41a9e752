"""A running composition, with the addresses that a suite is given."""

import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import anyio
from dagger import Container, Service, dag

from pipeline.composition.control import Control
from pipeline.composition.errors import NotRunning
from pipeline.composition.network import Network
from pipeline.composition.reading import read
from pipeline.composition.starting import Start
from pipeline.composition.translating import BUSYBOX, SCRIPTS, Surroundings
from pipeline.composition.volumes import ALL, LOGS, Volumes
from pipeline.core.compose import suite as compose_suite
from pipeline.core.findings import Finding
from pipeline.target import Target

COMMAND: Final = "/usr/local/bin/composition"
CONTROL: Final = "/.composition/control.json"
COPIED: Final = "/logs"


@dataclass(frozen=True, slots=True)
class Composed:
    """Services that run. *findings* are what was left out; none of them blocks."""

    start: Start
    volumes: Volumes
    findings: tuple[Finding, ...]

    @asynccontextmanager
    async def controlled(
        self, container: Container, *, control: bool
    ) -> AsyncIterator[Container]:
        """Let what runs in a container use the services; with *control*, stop them."""
        attached = self.attach(container)
        if not control:
            yield attached
            return
        async with Control(self.start).served() as address:
            file = dag.directory().with_new_file("control.json", address)
            yield attached.with_mounted_file(CONTROL, file.file("control.json"))

    def attach(self, container: Container) -> Container:
        """Let what runs in a container use the services, and read what they say."""
        script = dag.current_module().source().file(f"{SCRIPTS}/composition")
        container = self.volumes.log(self.start.network.join(container))
        services = [part.service for part in self.start.parts.values()]
        for name, value in compose_suite.variables(services).items():
            container = container.with_env_variable(name, value)
        placed = container.with_file(COMMAND, script, permissions=0o755)
        return placed.with_env_variable("COMPOSE", "composition")

    async def logs(self) -> Mapping[str, str]:
        """Return what each service has said."""
        return await _logs(self.start, self.volumes)


@asynccontextmanager
async def running(
    target: Target, only: Collection[str] = ()
) -> AsyncIterator[Composed]:
    """Run the target's composition, or *only* some services with what they need.

    Raises NotRunning with why it does not run.
    """
    network, volumes = Network.fresh(), Volumes.fresh()
    found = await read(target, network.longest_name, only)
    if any(finding.blocks for finding in found.findings):
        raise NotRunning(found.findings)
    around = Surroundings(target, dict(found.secrets), network, volumes)
    parts = {
        name: await around.part(service)
        for name, service in found.composition.services.items()
    }
    services = {
        name: part.as_service(found.checks.get(name), network.host(name))
        for name, part in parts.items()
    }
    start = Start(parts, services, found.composition.ending, network)
    try:
        await start.all()
        if start.failures:
            logs = await _logs(start, volumes)
            file = target.config.integration_compose
            findings = [failure.finding(logs, file) for failure in start.failures]
            raise NotRunning((*found.findings, *findings), logs)
        yield Composed(start, volumes, found.findings)
    finally:
        with anyio.CancelScope(shield=True):
            await _end(services, volumes)


async def _logs(start: Start, volumes: Volumes) -> Mapping[str, str]:
    """Read the log of each service; those that ran to their end have told theirs."""
    container = volumes.log(dag.container().from_(BUSYBOX))
    # Otherwise the engine would know the answer from the time before.
    fresh = container.with_env_variable("READ", secrets.token_hex(4))
    # Only what stays: states come and go beside it while services still run.
    copy = ["find", LOGS, "-name", "*.log", "-exec", "cp", "{}", COPIED, ";"]
    made = fresh.with_directory(COPIED, dag.directory())
    copied = made.with_exec(copy).directory(COPIED)
    with TemporaryDirectory() as folder:
        await copied.export(folder)
        texts = {
            path.stem: path.read_bytes().decode(errors="replace")
            for path in Path(folder).glob("*.log")
        }
    return dict(sorted((texts | start.said).items()))


async def _end(services: Mapping[str, Service], volumes: Volumes) -> None:
    """Kill what runs, and empty the volumes: nobody will mount them again."""
    async with anyio.create_task_group() as tasks:
        for service in services.values():
            tasks.start_soon(_kill, service)
    if volumes.starts:
        container = volumes.mount_all(dag.container().from_(BUSYBOX))
        sweep = ["find", ALL, "-mindepth", "2", "-delete"]
        await container.with_exec(sweep).sync()


async def _kill(service: Service) -> None:
    await service.stop(kill=True)
