"""The engine's own programs, built from the Go module of its release."""

import shutil
from pathlib import Path

from engine import pins
from engine.command import run
from engine.parts import toolchain
from engine.steps import Step, text_of

RECIPE = Path(__file__).parent.parent / "build"
MODULE = "github.com/dagger/dagger"
PROGRAMS = ("dagger", "engine", "init", "dnsname", "dialstdio", "codegen")


def step(go: Path, cache: Path) -> Step:
    """Build the programs of the pinned release."""
    recipe = (pins.DAGGER, pins.GO, *text_of(RECIPE.rglob("*")))

    def make(folder: Path, log: Path) -> None:
        work = cache / "build"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(RECIPE, work)
        version = f"-X {MODULE}/engine.Version={pins.DAGGER}"
        tag = f"-X {MODULE}/engine.Tag={pins.DAGGER}"
        command = [toolchain.goroot(go) / "bin" / "go", "build", "-v", "-trimpath"]
        flags = ["-ldflags", f"-s -w {version} {tag}", "-o", f"{folder}/"]
        packages = [f"{MODULE}/cmd/{program}" for program in PROGRAMS]
        env = toolchain.environment(go, cache)
        run([*command, *flags, *packages], log, "build the engine", env=env, cwd=work)

    return Step("binaries", "build the engine and its CLI", 240, recipe, make)
