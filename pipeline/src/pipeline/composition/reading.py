"""Read a compose file with `docker compose config`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from dagger import Container, dag

from pipeline.containers.toolbox import run
from pipeline.core.compose import file as compose_file
from pipeline.core.compose import order as compose_order
from pipeline.core.compose.composition import ROOT, Composition, Origin
from pipeline.core.compose.order import Checks
from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding
from pipeline.core.tool import ToolRun
from pipeline.target import Target

COMPOSE: Final = "docker/compose-bin:v2.40.3"


@dataclass(frozen=True, slots=True)
class File:
    """A composition, the health checks of its services, and its secrets' values."""

    composition: Composition
    checks: Checks
    secrets: Mapping[str, str]
    findings: tuple[Finding, ...]


async def read(target: Target, longest_name: int, only: Collection[str] = ()) -> File:
    """Read the compose file, or *only* some of its services with what they need.

    What blocks is among the findings, all at once.
    """
    config = target.config
    found = compose_file.read(await _ask(target, *compose_file.resolve(config)), config)
    found = found.only(only) if only else found
    paths = {each.build.path for each in found.services.values() if each.build}
    dockerfiles = {path: await _text(target, path) for path in sorted(paths)}
    checks = compose_order.checks(found, dockerfiles)
    file = config.integration_compose
    problems = compose_order.problems(found, checks, file, longest_name)
    secrets = await _secrets(target, found.secrets)
    return File(found, checks, secrets, (*found.findings, *problems))


async def _ask(target: Target, *argv: str) -> ToolRun:
    return await run(_compose(target), argv)


def _compose(target: Target) -> Container:
    return dag.container().from_(COMPOSE).with_directory(ROOT, target.source)


async def _text(target: Target, path: str) -> str:
    return await target.source.file(path).contents()


async def _secrets(target: Target, origins: Mapping[str, Origin]) -> Mapping[str, str]:
    variables: Mapping[str, str] = {}
    if names := [each.variable for each in origins.values() if each.variable]:
        asking = compose_file.asking(names)
        container = _compose(target).with_new_file(f"/{compose_file.ASKING}", asking)
        ran = await run(container, compose_file.variables(target.config))
        variables = compose_file.values(ran)
    values = {}
    for name, origin in origins.items():
        if origin.file:
            values[name] = await _text(target, origin.file)
        elif origin.variable in variables:
            values[name] = variables[origin.variable]
        else:
            raise ProjectError(
                f"could not read the secret '{name}': there is no variable"
                f" '{origin.variable}'; set it in the file of integration.env"
            )
    return values
