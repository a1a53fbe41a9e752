"""The environment of the repository's own tests, made with the pinned uv."""

import os
import sys
from pathlib import Path

from engine import packages
from engine.command import run
from engine.layout import Layout
from engine.lock import locked
from engine.parts import toolchain
from engine.steps import make

SETTINGS = {
    "UV_NATIVE_TLS": "1",
    "UV_NO_PROGRESS": "1",
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_PYTHON": sys.executable,
}


def sync(layout: Layout, folder: Path) -> None:
    """Install what uv.lock names, with all groups, into *folder*."""
    with locked(layout):
        packages.install_pip(layout.logs)
        tools = make(layout.parts, layout.logs, toolchain.step(), "1/1")
    env = {**os.environ, **SETTINGS, "UV_PROJECT_ENVIRONMENT": str(folder.absolute())}
    command = [toolchain.uv(tools), "sync", "--frozen", "--all-groups"]
    run(command, layout.logs / "venv.log", f"make the environment {folder}", env=env)
