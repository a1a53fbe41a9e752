"""A second engine that shares the built parts of the machine's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from engine.layout import Layout
from tests.engines import ROOT


@dataclass(frozen=True, slots=True)
class Spare:
    """An engine of the tests' own, to be killed and broken."""

    layout: Layout

    @property
    def environment(self) -> dict[str, str]:
        """What leads to this engine and to no other."""
        own = {
            "PIPELINE_ENGINE": "built",
            "PIPELINE_ENGINE_PREFIX": str(self.layout.prefix),
            "PYTHONPATH": str(ROOT),
        }
        rest = {k: v for k, v in os.environ.items() if "DAGGER" not in k}
        return {**rest, **own}

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start `python3 -m engine ...`; output is text."""
        return subprocess.Popen(
            [sys.executable, "-m", "engine", *words],
            cwd="/",
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str) -> tuple[int, str]:
        """Run it to its end; return exit code and all output."""
        process = self.start(*words)
        output, _ = process.communicate(timeout=300)
        return process.returncode, output

    def answers(self) -> bool:
        """Ask the engine something, with the real CLI."""
        code, output = self.run("exec", "dagger", "--silent", "core", "version")
        return code == 0 and "v0.19.10" in output


@pytest.fixture(name="spare", scope="session")
def _spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spare]:
    own = Layout.of(dict(os.environ))
    if not (own.prefix / "assembled").is_dir():
        pytest.skip("no engine was built here: Docker's is used")
    prefix = tmp_path_factory.mktemp("engine")
    for folder in ("parts", "registry"):
        shutil.copytree(
            own.prefix / folder, prefix / folder, copy_function=_link, symlinks=True
        )
    spare = Spare(Layout(prefix))
    yield spare
    spare.run("clean")


def _link(source: str, target: str) -> str:
    """Link a file, or copy it onto another file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
