"""Run workflows on this machine with act, built from its Go module."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.layout import Layout
from engine.parts import programs, toolchain
from engine.parts.programs import Program
from engine.steps import Step, make
from tests.workflows.files import FOLDER

ACT = Program(
    name="act",
    module="github.com/nektos/act",
    version="v0.2.89",
    digest="h1:d9oFeJ6jUkaVExuG+XzAaMPDqoDrNHaGeiRb8IU+N5w=",
    package=".",
    stamp="main.commit=",
    about=40,
)
ACTIONS = Path(__file__).parent / "actions"
# Actions that need GitHub, and what stands in for each here.
STAND_INS = {
    "actions/upload-artifact": ACTIONS / "keep",
    "actions/download-artifact": ACTIONS / "fetch",
    "actions/create-github-app-token": ACTIONS / "writer",
    "github/codeql-action": ACTIONS / "codeql-action",
}
TIMEOUT = 1800
by_night = pytest.mark.skipif(
    os.environ.get("WORKFLOWS") != "all",
    reason="by night, with WORKFLOWS=all: by day a red run and two that write do",
)


@dataclass(frozen=True, slots=True)
class Runner:
    """The program, and the folder in which stand-ins put what they are given."""

    program: Path
    kept: Path

    def run(
        self,
        checkout: Path,
        event: str,
        workflow: str,
        *more: str,
        **given: Mapping[str, str],
    ) -> subprocess.CompletedProcess[str]:
        """Run a workflow on this machine itself.

        What is given goes by the names of act's options: input, env, secret, var;
        *more* are other options.
        """
        options = [
            *("--workflows", f".github/workflows/{workflow}"),
            *("--platform", "ubuntu-24.04=-self-hosted"),
            *("--env", f"KEPT={self.kept}", "--pull=false", "--no-cache-server"),
            *[word for use in stood_in() for word in ("--local-repository", use)],
        ]
        for option, values in given.items():
            options += [f"--{option}={name}={value}" for name, value in values.items()]
        return subprocess.run(
            [self.program, event, *options, *more],
            cwd=checkout,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )


def stood_in() -> list[str]:
    """Return each action at its pinned commit, with its stand-in's folder."""
    text = "".join(file.read_text() for file in FOLDER.glob("*.yaml"))
    used = set(re.findall(r"uses: ([\w-]+/[\w-]+)[^@\s]*@([0-9a-f]{40})", text))
    return [
        f"{action}@{commit}={STAND_INS[action]}"
        for action, commit in sorted(used)
        if action in STAND_INS
    ]


def built() -> Path:
    """Return the program, built unless it is there."""
    layout = Layout.of(dict(os.environ))
    go = make(layout.parts, layout.logs, toolchain.step(), "1/2")

    def build(folder: Path, log: Path) -> None:
        cache, work = layout.cache, folder / "work"
        work.mkdir()
        source = programs.fetch(ACT, go, cache, work, log)
        programs.build(ACT, go, cache, source, folder / "act", log)

    step = Step(ACT.name, f"build {ACT.name}", ACT.about, (repr(ACT),), build)
    return make(layout.parts, layout.logs, step, "2/2") / "act"
