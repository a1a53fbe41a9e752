"""Programs that stand-in images hold, each built from the Go module of its release."""

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine import pins
from engine.command import run
from engine.parts import toolchain
from engine.steps import Step, text_of

IMAGES = Path(__file__).parent.parent / "images"


@dataclass(frozen=True, slots=True)
class Program:
    """One table of images/programs.toml."""

    name: str
    module: str
    version: str
    digest: str
    package: str
    stamp: str
    about: int


def programs() -> list[Program]:
    """Read images/programs.toml."""
    tables = tomllib.loads((IMAGES / "programs.toml").read_text())
    return [Program(name, **table) for name, table in tables.items()]


def steps(go: Path, cache: Path) -> list[Step]:
    """Build each program, beside the Dockerfile of its image."""
    return [_step(program, go, cache) for program in programs()]


def _step(program: Program, go: Path, cache: Path) -> Step:
    dockerfile = IMAGES / program.name / "Dockerfile"

    def make(folder: Path, log: Path) -> None:
        compile_module(program, go, cache, folder / program.name, log)
        shutil.copy(dockerfile, folder)

    title = f"build {program.name} {program.version}"
    recipe = (pins.GO, repr(program), *text_of([dockerfile]))
    return Step(program.name, title, program.about, recipe, make)


def compile_module(
    program: Program, go: Path, cache: Path, target: Path, log: Path
) -> None:
    """Fetch the program's module and build it."""
    with work_folder(cache, program.name) as work:
        source = fetch(program, go, cache, work, log)
        build(program, go, cache, source, target, log)


@contextmanager
def work_folder(cache: Path, name: str) -> Iterator[Path]:
    """Make an empty folder to build in; after a failure it stays, to be looked at."""
    work = cache / "programs" / name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    yield work
    shutil.rmtree(work)


def fetch(program: Program, go: Path, cache: Path, work: Path, log: Path) -> Path:
    """Return the module's source; one of another digest is refused."""
    named = f"{program.module}@{program.version}"
    (work / "go.mod").write_text("module programs\n")
    pinned = f"{program.module} {program.version} {program.digest}\n"
    (work / "go.sum").write_text(pinned)
    env = toolchain.environment(go, cache)
    command = [toolchain.goroot(go) / "bin" / "go", "mod", "download", named]
    run(command, log, f"fetch {named}", env=env, cwd=work)
    # Go builds no main module within its own cache.
    return shutil.copytree(cache / "go-mod" / named, work / "source")


def build(
    program: Program, go: Path, cache: Path, source: Path, target: Path, log: Path
) -> None:
    """Compile the program as its release is: static, and with its version."""
    command = [toolchain.goroot(go) / "bin" / "go", "build", "-v", "-trimpath"]
    stamp = f" -X {program.stamp}" if program.stamp else ""
    flags = ["-ldflags", f"-s -w{stamp}", "-o", target, program.package]
    env = toolchain.environment(go, cache)
    run([*command, *flags], log, f"build {program.name}", env=env, cwd=source)
