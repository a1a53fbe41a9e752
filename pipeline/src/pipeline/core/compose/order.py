"""Resolve start order and detect dependency cycles."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from pipeline.core.compose import dockerfile
from pipeline.core.compose.composition import TOOL, Build, Composition, Condition
from pipeline.core.compose.healthcheck import HealthCheck
from pipeline.core.findings import Finding, Severity

Checks = Mapping[str, HealthCheck]


def checks(composition: Composition, dockerfiles: Mapping[str, str]) -> Checks:
    """Return the health check of each service that has one.

    Compose's goes before the Dockerfile's, whose texts are given by path. What an
    image that is not built here says cannot be seen.
    """
    found = {}
    for name, service in composition.services.items():
        image = _of_image(service.build, dockerfiles)
        if check := service.health.over(image):
            found[name] = check
    return found


def _of_image(
    build: Build | None, dockerfiles: Mapping[str, str]
) -> HealthCheck | None:
    text = dockerfiles.get(build.path) if build else None
    if not build or not text:
        return None
    return dockerfile.health_check(text, build.target, build.args)


def problems(
    composition: Composition, checks: Checks, file: str, longest: int
) -> tuple[Finding, ...]:
    """Return why the services could never all start.

    Their names may have *longest* characters, for they become those of hosts.
    """
    said = [
        *_cycle(composition),
        *_never_healthy(composition, checks),
        *_too_long(composition, longest),
    ]
    return tuple(
        Finding(TOOL, "depends_on", text, Severity.HIGH, file) for text in said
    )


def _cycle(composition: Composition) -> list[str]:
    graph = {name: each.depends_on for name, each in composition.services.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        names = " -> ".join(error.args[1])
        return [f"could not order the services: {names} wait for each other"]
    return []


def _never_healthy(composition: Composition, checks: Checks) -> list[str]:
    return [
        f"could not wait until '{name}' is healthy, as '{waiting}' does: it has no"
        " health check that can be seen here; write one into the compose file"
        for waiting, service in composition.services.items()
        for name, condition in service.depends_on.items()
        if condition is Condition.HEALTHY and name not in checks
    ]


def _too_long(composition: Composition, longest: int) -> list[str]:
    return [
        f"could not start '{name}': names of services may have {longest} characters"
        " here; choose a shorter one"
        for name in composition.services
        if len(name) > longest
    ]
