"""Programs of Debian packages, without installing them: nothing starts by itself."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from engine.errors import EngineError
from engine.layout import Layout
from engine.lock import locked
from engine.steps import Step, folder, make
from local.errors import Missing

# Where Debian puts servers, which only root's PATH has.
SERVERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")
RELEASE = Path("/etc/os-release")
PLAN = ("install", "--simulate", "--no-install-recommends")
PLANNED = re.compile(r"^Inst (\S+) (?:\[\S+\] )?\((\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Program:
    """A program, the packages that hold it, and where in them it lies."""

    name: str
    packages: tuple[str, ...]
    inside: str
    about: int = 10


@dataclass(frozen=True, slots=True)
class Executable:
    """A file to run, and the whole environment to run it in."""

    path: Path
    env: Mapping[str, str]


def find(program: Program, layout: Layout | None = None) -> Executable:
    """Return the program of this machine, or unpack it; Missing says what to do."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *SERVERS))
    if installed := shutil.which(program.name, path=path):
        return Executable(Path(installed), dict(os.environ))
    return unpacked(program, layout or Layout.of(dict(os.environ)))


def unpacked(program: Program, layout: Layout) -> Executable:
    """Return the program out of its Debian packages, which are unpacked once."""
    step = Step(
        f"unpacked-{program.name}",
        f"fetch {program.name} from Debian",
        program.about,
        (*program.packages, _release(), platform.machine()),
        lambda part, log: _fetch(program, layout, part, log),
    )
    if found := _whole(program, folder(layout.parts, step)):
        return found
    _need_apt(program)
    with locked(layout):
        if not _whole(program, folder(layout.parts, step)):
            shutil.rmtree(folder(layout.parts, step), ignore_errors=True)
        try:
            part = make(layout.parts, layout.logs, step, "1/1")
        except EngineError as error:
            raise Missing(
                f"could not find '{program.name}': {error}; {_advice(program)}"
            ) from error
    if found := _whole(program, part):
        return found
    raise Missing(
        f"could not find '{program.name}': what Debian has of it does not run here;"
        f" {_advice(program)}"
    )


def _advice(program: Program) -> str:
    return f"install {' '.join(program.packages)}, or put {program.name} on the PATH"


def _need_apt(program: Program) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Missing(
            f"could not find '{program.name}': it is not on the PATH, and this is no"
            f" Debian to fetch it from; {_advice(program)}"
        )


def _release() -> str:
    """Tell this release of Debian from others, which have other libraries."""
    return RELEASE.read_text() if RELEASE.exists() else ""


def _fetch(program: Program, layout: Layout, part: Path, log: Path) -> None:
    """Unpack the packages and what they need that the machine does not have."""
    own = _own_lists(layout)
    try:
        _download(program, part, log, ())
    except EngineError:
        # The machine's list of packages is old, or not there: one of our own is
        # newer, needs no root, and leaves the machine as it is.
        run(["apt-get", *own, "update"], log, "update a list of Debian packages")
        _download(program, part, log, own)
    for package in sorted(part.glob("*.deb")):
        run(["dpkg-deb", "-x", package, part], log, f"unpack {package.name}")
        package.unlink()


def _own_lists(layout: Layout) -> tuple[str, ...]:
    """Make apt keep its lists in the cache, while it knows what is installed."""
    apt = layout.cache / "apt"
    for name in ("lists", "archives"):
        (apt / name / "partial").mkdir(parents=True, exist_ok=True)
    where = {
        "Dir::State::lists": apt / "lists",
        "Dir::Cache": apt,
        "Dir::Cache::archives": apt / "archives",
        # Apt's own user cannot enter the folders of others.
        "APT::Sandbox::User": "root",
    }
    return tuple(f"--option={name}={value}" for name, value in where.items())


def _download(
    program: Program, part: Path, log: Path, options: tuple[str, ...]
) -> None:
    sandbox = "--option=APT::Sandbox::User=root"
    plan = ["apt-get", *options, *PLAN, *program.packages]
    run(plan, log, f"plan {program.name}")
    said = subprocess.run(plan, capture_output=True, text=True, check=True).stdout
    names = list(planned(said))
    run(["apt-get", sandbox, *options, "download", *names], log, "download", cwd=part)


def planned(said: str) -> Iterator[str]:
    """Read which packages apt would install, each with its version."""
    return (f"{name}={version}" for name, version in PLANNED.findall(said))


def _whole(program: Program, part: Path) -> Executable | None:
    """Return the program of a part, if it is there and finds its libraries."""
    for path in sorted(part.glob(program.inside), reverse=True):
        found = Executable(path, {**os.environ, "LD_LIBRARY_PATH": _libraries(part)})
        return found if _finds_libraries(found) else None
    return None


def _libraries(part: Path) -> str:
    """List the folders of libraries, of which packages may have their own."""
    folders = {file.parent for file in part.rglob("lib*.so*")}
    return os.pathsep.join(str(each) for each in sorted(folders))


def _finds_libraries(found: Executable) -> bool:
    # What was installed when the part was unpacked may have been removed since.
    said = subprocess.run(
        ["ldd", str(found.path)],
        env=dict(found.env),
        capture_output=True,
        text=True,
        check=False,
    )
    return said.returncode == 0 and "not found" not in said.stdout
