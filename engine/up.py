"""Make an engine ready: find one that runs, or start one, or build one."""

import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine import built, pins
from engine.choose import Choice, Facts, Kind, choose
from engine.errors import EngineError
from engine.layout import Layout
from engine.progress import say

RUNNER = "_EXPERIMENTAL_DAGGER_RUNNER_HOST"
# An engine on a full disk fails with words that name anything but the disk.
ROOM_GIB = 2
QUIET = {"DAGGER_NO_NAG": "1", "DO_NOT_TRACK": "1"}


@dataclass(frozen=True, slots=True)
class Ready:
    """An engine that answers, and the environment in which the CLI finds it."""

    choice: Choice
    environment: dict[str, str]


def ready(layout: Layout, environment: Mapping[str, str]) -> Ready:
    """Make an engine ready; EngineError says what stands in the way."""
    choice = choose(facts(layout, environment))
    if choice.kind is Kind.GIVEN:
        return Ready(choice, {**QUIET, **_path(layout.bin, environment)})
    if choice.kind is Kind.DOCKER:
        from engine import docker

        cli = docker.take_cli(layout)
        return Ready(choice, {**QUIET, **_path(cli.parent, environment)})
    if not is_current(layout):
        make_ready(layout)
    must_have_room(layout.prefix)
    found = {RUNNER: layout.address, **QUIET, **_path(layout.bin, environment)}
    return Ready(choice, found)


def must_have_room(prefix: Path) -> None:
    """Raise EngineError where the disk under an engine is all but full."""
    free = shutil.disk_usage(prefix).free / 2**30
    if free < ROOM_GIB:
        raise EngineError(
            f"could not use the engine: {prefix} has {free:.1f} GiB free and a run "
            f"needs {ROOM_GIB}; free some space, or remove all that the engine holds "
            "with 'make engine-clean'"
        )


def _path(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": f"{folder}:{environment.get('PATH', os.defpath)}"}


def facts(layout: Layout, environment: Mapping[str, str]) -> Facts:
    """Look at the machine; Docker is asked only where its answer matters."""
    given = environment.get(RUNNER)
    wanted = environment.get("PIPELINE_ENGINE", "auto")
    running = built.answers(layout.socket)
    ask_docker = not given and (wanted == "docker" or wanted == "auto" and not running)
    problem: str | None = "not asked"
    if ask_docker:
        from engine import docker

        problem = docker.problem()
    return Facts(wanted, given, _answers(given), running, problem)


def _answers(address: str | None) -> bool:
    """Say whether a given engine answers; only sockets can be asked cheaply."""
    if address is None or not address.startswith("unix://"):
        return address is not None
    return built.answers(Path(address.removeprefix("unix://")))


def is_current(layout: Layout) -> bool:
    """Say whether the engine that runs is the one that this checkout describes."""
    from engine import registry
    from engine.build import fingerprint

    return (
        built.answers(layout.socket)
        and registry.answers(registry.port(layout))
        and _fingerprint(layout) == fingerprint(layout)
    )


def _fingerprint(layout: Layout) -> str | None:
    file = layout.run / "fingerprint"
    return file.read_text() if file.exists() else None


def make_ready(layout: Layout) -> None:
    """Build what is missing and start the engine, one caller at a time."""
    from engine import build, packages, pushing, registry, standins
    from engine.lock import locked

    built.must_be_possible()
    build.must_have_space(layout)
    with locked(layout):
        if is_current(layout):
            return
        start = time.monotonic()
        packages.install_pip(layout.logs)
        packages.install((*pins.RUNTIME_PACKAGES, *pins.BUILD_PACKAGES), layout.logs)
        made = build.make_parts(layout)
        built.stop(layout)
        digests = build.assemble(layout, made)
        port = registry.start(layout, made["registry"])
        access = pushing.start(layout, made["registry"])
        ports = registry.Ports(port, access.port)
        built.start(layout, digests, ports)
        standins.make_all(made, layout, ports)
        pushing.stop(layout)
        (layout.run / "fingerprint").write_text(build.fingerprint(layout))
        say(f"engine {pins.DAGGER} ready in {time.monotonic() - start:.0f} s")
