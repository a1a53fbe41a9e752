"""Debian packages that the engine needs on the machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from engine import pins
from engine.command import run
from engine.errors import EngineError
from engine.progress import working

APT = {"DEBIAN_FRONTEND": "noninteractive"}
# Of the interpreter itself: a virtual environment need not have it.
PIP = (f"{sys.base_prefix}/bin/python3", "-m", "pip")
# A file of any other hash is refused.
CHECKED = ("--no-deps", "--require-hashes")


def missing(names: Iterable[str]) -> list[str]:
    """List the packages that are not installed."""
    wanted = list(names)
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (line.split() for line in listed.stdout.splitlines())
    there = {words[0] for words in lines if words[1:] == ["installed"]}
    return [name for name in wanted if name not in there]


def install_pip(logs: Path) -> None:
    """Install pip unless there is one: Debian packs it apart."""
    if subprocess.run([*PIP, "--version"], capture_output=True).returncode != 0:
        install(("python3-pip",), logs)


def install_locked(lock: str, folder: Path, log: Path, what: str) -> None:
    """Install wheels into a folder: those whose hashes the lock names."""
    options = [*CHECKED, "--only-binary=:all:", "--no-compile", "--target", folder]
    command = [*PIP, "install", *options, "--requirement", pins.lock(lock)]
    run(command, log, what)


def install(wanted: Iterable[str], logs: Path) -> None:
    """Install what is missing with apt; EngineError says what where it cannot."""
    if shutil.which("dpkg-query") is None:
        raise EngineError(
            "could not build the engine: this is no Debian; start Docker and run again"
        )
    names = missing(wanted)
    if not names:
        return
    listed = " ".join(names)
    if os.geteuid() != 0:
        raise EngineError(
            f"could not install {listed}: not root; "
            f"run 'apt-get install {listed}' as root and run again"
        )
    log = logs / "build-packages.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("")
    with working(f"install {listed}", 30, log):
        run(["apt-get", "update"], log, "update the list of packages", env=APT)
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
        run(command, log, f"install {listed}", env=APT)
