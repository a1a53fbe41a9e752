"""Translate services of a compose file into containers."""

from dataclasses import dataclass
from typing import Final

from dagger import BuildArg, Container, Directory, ExistsType, dag

from pipeline.composition.network import Network
from pipeline.composition.part import TOOLS, Part
from pipeline.composition.volumes import Volumes
from pipeline.containers.image import image
from pipeline.core.compose import composition as compose
from pipeline.core.compose.composition import Build
from pipeline.core.errors import ProjectError
from pipeline.target import Target

BUSYBOX: Final = "busybox:1.35.0-uclibc"
SCRIPTS: Final = "src/pipeline/tools/composition"
READABLE: Final = 0o444


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the services of a composition have in common."""

    target: Target
    secrets: dict[str, str]
    network: Network
    volumes: Volumes

    async def part(self, service: compose.Service) -> Part:
        """Translate a service."""
        container = self._image(service)
        entrypoint = service.entrypoint
        if entrypoint is None:
            entrypoint = tuple(await container.entrypoint())
        command = service.command
        if command is None:
            # Whoever replaces the entry point replaces the image's command, too; one
            # that is empty replaces nothing.
            inherits = not service.entrypoint
            command = tuple(await container.default_args()) if inherits else ()
        container = _with_settings(container, service)
        container = await self._with_mounts(container, service)
        container = container.with_mounted_directory(TOOLS, tools())
        container = self.volumes.log(self.network.join(container))
        return Part(service, container, entrypoint, command)

    def _image(self, service: compose.Service) -> Container:
        """Return the image; the target's own is the very one that ships."""
        build, config = service.build, self.target.config
        if build is None:
            return dag.container().from_(service.image)
        args = dict(config.build_args)
        if build == Build(".", config.build_dockerfile, config.build_target, args):
            return image(self.target)
        return self.target.source.directory(build.context).docker_build(
            dockerfile=build.dockerfile,
            target=build.target,
            build_args=[BuildArg(name, value) for name, value in build.args.items()],
        )

    async def _with_mounts(
        self, container: Container, service: compose.Service
    ) -> Container:
        for volume in service.volumes:
            container = await self.volumes.mount(container, volume.name, volume.target)
        for bind in service.binds:
            container = await self._bound(container, bind)
        for memory in service.temporary:
            container = container.with_mounted_temp(memory.target, size=memory.size)
        for secret in service.secrets:
            # As a file: what the repository has for tests is none to keep, and of the
            # engine's secrets a service that the suite starts again would know nothing.
            mode = READABLE if secret.mode is None else secret.mode
            folder = dag.directory().with_new_file(
                "secret", self.secrets[secret.name], permissions=mode
            )
            container = container.with_mounted_file(
                secret.target, folder.file("secret"), owner=secret.owner or ""
            )
        return container

    async def _bound(self, container: Container, bind: compose.Bind) -> Container:
        source, folder = self.target.source, ExistsType.DIRECTORY_TYPE
        if await source.exists(bind.source, expected_type=folder):
            inside = source.directory(bind.source)
            return container.with_mounted_directory(bind.target, inside)
        if not await source.exists(bind.source):
            raise ProjectError(
                f"could not mount '{bind.source}': the pipeline sees no such file in"
                " the repository; docs/configuration.md says what it sees"
            )
        return container.with_mounted_file(bind.target, source.file(bind.source))


def _with_settings(container: Container, service: compose.Service) -> Container:
    if service.user is not None:
        container = container.with_user(service.user)
    if service.working_dir is not None:
        container = container.with_workdir(service.working_dir)
    for name, value in service.environment.items():
        container = container.with_env_variable(name, value)
    return container


def tools() -> Directory:
    """Return what every container of a composition has: a shell, and its script."""
    program = dag.container().from_(BUSYBOX).file("/bin/busybox")
    script = dag.current_module().source().file(f"{SCRIPTS}/service.sh")
    return (
        dag.directory()
        .with_file("busybox", program, permissions=0o755)
        .with_file("service.sh", script)
    )
