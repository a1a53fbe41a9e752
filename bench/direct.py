"""The pipeline against the same tools run directly, two at a time."""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.timing import ROOT, compare, run, timed
from engine.layout import Layout
from engine.parts import toolchain
from engine.steps import folder

RUNS = 3
COPIED = ("app", "tests", "pyproject.toml", "uv.lock", ".flake8", "Dockerfile")
LOCKS = ROOT / "pipeline" / "src" / "pipeline" / "tools"
GROUPS = ("lint", "typecheck", "security")
PYTHONS = ("3.11", "3.12")
LOCKED = "locked.txt"


@dataclass(frozen=True, slots=True)
class Bench:
    """A copy of the repository, and environments with the same locked tools."""

    work: Path
    uv: Path

    @property
    def source(self) -> Path:
        """The copy that is edited."""
        return self.work / "source"

    def tool(self, group: str, name: str) -> Path:
        """Return a tool of a group's environment."""
        return self.work / group / "bin" / name

    def python(self, version: str) -> str:
        """Name an interpreter: the same one that the containers have."""
        return f"--python={self.work}/python{version}/bin/python{version}"

    def prepare(self) -> None:
        """Copy the source and install the tools: what is warm in both."""
        self.source.mkdir()
        for name in (*COPIED, "gunicorn.conf.py"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.source / name)
        for version in PYTHONS:
            take = ("dagger", "--silent", "core", "container", "from")
            image = f"--address=python:{version}-slim"
            folder = ("directory", "--path=/usr/local", "export")
            run((*take, image, *folder, f"--path={self.work}/python{version}"))
        for group in GROUPS:
            run((self.uv, "venv", self.python("3.12"), self.work / group))
            install = (
                self.uv,
                "pip",
                "sync",
                "--require-hashes",
                LOCKS / f"{group}.txt",
            )
            run((*install, f"--python={self.work / group}"))
        self.install()

    def install(self) -> None:
        """Install the service's own environments from nothing."""
        for version in PYTHONS:
            shutil.rmtree(self.work / version, ignore_errors=True)
            run((self.uv, "venv", self.python(version), self.work / version))
            pins = ("pytest-cov==7.1.0",)
            export = (self.uv, "export", "--frozen", "--all-groups", "--no-hashes")
            everything = self.work / "all.txt"
            run(
                (*export, "--no-emit-project", f"--output-file={everything}"),
                self.source,
            )
            into = f"--python={self.work / version}"
            run((self.uv, "pip", "install", into, "-r", everything, *pins))

    def edit(self) -> None:
        """Change one line of the service."""
        with (self.source / "app" / "__init__.py").open("a") as file:
            file.write("# edited\n")

    def change_everything(self) -> None:
        """Change what everything depends on, so that nothing is cached."""
        with (self.source / "pyproject.toml").open("a") as file:
            file.write("# edited\n")
        self.edit()

    def pipeline(self) -> None:
        """Run the pipeline on the copy."""
        run(("dagger", "--silent", "-m", ROOT, "call", "ci", f"--source={self.source}"))

    def directly(self) -> None:
        """Run the same tools on the same source, the longest first."""
        export = (self.uv, "export", "--frozen", "--no-dev", "--no-hashes")
        run((*export, "--no-emit-project", f"--output-file={LOCKED}"), self.source)
        with ThreadPoolExecutor(max_workers=2) as pool:
            for done in [pool.submit(task) for task in self.tasks()]:
                done.result()

    def tasks(self) -> list[Callable[[], None]]:
        """List the commands of a run; the image cannot be built without an engine."""
        code = ("app", "tests/app")
        python = self.work / "3.12" / "bin" / "python"
        pytest = ("-m", "pytest", "tests/app", "-q", "-p", "no:cacheprovider")
        # Two runs at once must not tidy up after each other.
        own = [f"--basetemp={self.work}/tmp-{version}" for version in PYTHONS]
        audit = ("-r", LOCKED, "--no-deps", "--disable-pip", "--progress-spinner=off")
        commands: list[tuple[str | Path, ...]] = [
            (self.work / "3.11" / "bin" / "python", *pytest, own[0], "--cov=app"),
            (python, *pytest, own[1], "--cov=app"),
            (self.tool("typecheck", "mypy"), f"--python-executable={python}", "app"),
            (self.tool("security", "pip-audit"), *audit),
            (self.tool("security", "bandit"), "-q", "-r", "app"),
            (self.tool("lint", "black"), "--check", *code),
            (self.tool("lint", "flake8"), *code),
            (self.tool("lint", "isort"), "--check-only", *code),
        ]
        return [partial(run, command, self.source) for command in commands]


def main() -> None:
    """Print one edit, and everything cold, as ratios."""
    tools = folder(Layout.of({"HOME": str(Path.home())}).parts, toolchain.step())
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work), toolchain.uv(tools))
        bench.prepare()
        bench.pipeline()
        bench.directly()
        for title, change, install in (
            ("One line of app/ edited", bench.edit, lambda: None),
            ("Everything cold, tools warm", bench.change_everything, bench.install),
        ):
            ours = timed("dagger call ci", RUNS, both(change, bench.pipeline))
            direct = both(install, bench.directly)
            theirs = timed("the same tools, two at a time", RUNS, direct)
            compare(title, ours, theirs, "<= 1.25")


def both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    """Do one thing after the other."""

    def action() -> None:
        first()
        second()

    return action
