"""Measure the service as its image has it: no other packages, all compiled."""

import os
import subprocess
import tempfile
from pathlib import Path

from bench.timing import ROOT
from engine.command import run
from engine.layout import Layout
from engine.parts import toolchain
from engine.steps import make
from engine.venv import SETTINGS

SYNC = ("sync", "--frozen", "--no-dev", "--compile-bytecode")


def measure() -> None:
    """Print every figure of the service."""
    with tempfile.TemporaryDirectory() as folder:
        python = install(Path(folder) / "venv")
        # Compiled source is not kept where this is set, as it is in many shells.
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        figures = (python, "-m", "bench.service.figures")
        subprocess.run(figures, cwd=ROOT, env=env, check=True)


def install(folder: Path) -> Path:
    """Install what the service needs and nothing else; return its interpreter."""
    layout = Layout.of(dict(os.environ))
    uv = toolchain.uv(make(layout.parts, layout.logs, toolchain.step(), "1/1"))
    env = {**os.environ, **SETTINGS, "UV_PROJECT_ENVIRONMENT": str(folder)}
    run([uv, *SYNC], layout.logs / "bench.log", "install the service", env=env)
    return folder / "bin" / "python"
