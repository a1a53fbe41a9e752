"""Build the cluster's programs from their Go modules, each when first needed."""

import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine import packages, pins
from engine.layout import Layout
from engine.lock import locked
from engine.parts import programs, toolchain
from engine.parts.programs import Program
from engine.steps import Step, folder, is_made, make, text_of
from local.errors import Missing

HERE = Path(__file__).parent
MODULES = HERE / "modules"
# Files that take the place of a module's own.
PATCHES = HERE / "patches"
# Kubernetes refuses to start without its minor version.
KUBERNETES = "k8s.io/component-base/version"


@dataclass(frozen=True, slots=True)
class Source:
    """A program and, where its module needs one, the module that builds it."""

    program: Program
    wrapper: str

    @property
    def recipe(self) -> tuple[str, ...]:
        """All that the built file depends on."""
        files = (MODULES / self.wrapper).iterdir() if self.wrapper else ()
        patches = (PATCHES / self.program.name).rglob("*")
        return (pins.GO, repr(self.program), *text_of(files), *text_of(patches))


def sources() -> dict[str, Source]:
    """Read programs.toml."""
    tables = tomllib.loads((HERE / "programs.toml").read_text())
    return {name: _source(name, table) for name, table in tables.items()}


def _source(name: str, table: dict[str, str | int]) -> Source:
    wrapper = str(table.get("wrapper", ""))
    version = str(table["version"])
    stamp = str(table.get("stamp", ""))
    return Source(
        Program(
            name=name,
            module=str(table["module"]),
            version=version,
            digest=str(table.get("digest", "")),
            package=str(table["package"]),
            stamp=_kubernetes(version) if wrapper == "kubernetes" else stamp,
            about=int(table["about"]),
        ),
        wrapper,
    )


def _kubernetes(version: str) -> str:
    major, minor, _ = version.removeprefix("v").split(".")
    values = {"gitVersion": version, "gitMajor": major, "gitMinor": minor}
    return " -X ".join(f"{KUBERNETES}.{name}={text}" for name, text in values.items())


def built(layout: Layout, names: Iterable[str]) -> dict[str, Path]:
    """Return these programs by name; build those that are missing."""
    known = sources()
    steps = {name: _step(known[name], layout) for name in names}
    if missing := [name for name in steps if not is_made(layout.parts, steps[name])]:
        _make(layout, [steps[name] for name in missing])
    return {name: folder(layout.parts, steps[name]) / name for name in steps}


def found(layout: Layout, name: str) -> Path:
    """Return a program that was built before; Missing where it was not."""
    step = _step(sources()[name], layout)
    if not is_made(layout.parts, step):
        raise Missing(f"{name} was not built yet: 'make cluster' builds it")
    return folder(layout.parts, step) / name


def _make(layout: Layout, steps: list[Step]) -> None:
    everything = [toolchain.step(), *steps]
    for number, step in enumerate(everything, start=1):
        # Between two parts others get their turn: a build of all takes long.
        with locked(layout):
            packages.install_pip(layout.logs)
            make(layout.parts, layout.logs, step, f"{number}/{len(everything)}")


def _step(source: Source, layout: Layout) -> Step:
    program = source.program

    def fill(part: Path, log: Path) -> None:
        go = folder(layout.parts, toolchain.step())
        with programs.work_folder(layout.cache, program.name) as work:
            code = _code(source, go, layout.cache, work, log)
            programs.build(program, go, layout.cache, code, part / program.name, log)

    title = f"build {program.name} {program.version}"
    name = f"cluster-{program.name}"
    return Step(name, title, program.about, source.recipe, fill)


def _code(source: Source, go: Path, cache: Path, work: Path, log: Path) -> Path:
    """Lay out the module that the program is built in."""
    if source.wrapper:
        return shutil.copytree(MODULES / source.wrapper, work / "source")
    code = programs.fetch(source.program, go, cache, work, log)
    patches = PATCHES / source.program.name
    if patches.is_dir():
        shutil.copytree(patches, code, dirs_exist_ok=True)
    return code


def kustomize(layout: Layout) -> Path:
    """Return the engine's own kustomize, which Argo CD calls, too."""
    go = folder(layout.parts, toolchain.step())
    (step,) = (
        each for each in programs.steps(go, layout.cache) if each.name == "kustomize"
    )
    if not is_made(layout.parts, step):
        _make(layout, [step])
    return folder(layout.parts, step) / "kustomize"


def module(layout: Layout, name: str) -> Path:
    """Return the source of the module that a built program comes from."""
    program = sources()[name].program
    place = layout.cache / "go-mod" / f"{program.module}@{program.version}"
    if not place.is_dir():
        # Caches may be removed at any time; what was built from them stays.
        with locked(layout):
            _fetch_again(layout, program)
    return place


def _fetch_again(layout: Layout, program: Program) -> None:
    go = make(layout.parts, layout.logs, toolchain.step(), "1/1")
    log = layout.logs / f"fetch-{program.name}.log"
    with programs.work_folder(layout.cache, f"{program.name}-source") as work:
        programs.fetch(program, go, layout.cache, work, log)
