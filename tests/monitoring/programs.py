"""Prometheus and its companions, as programs that a test runs."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from cluster.monitoring import ALERTMANAGER, TEMPLATES
from local import ports
from local.debian import Executable, Program, find
from local.process import Process
from tests.missing import needed

PACKAGE = ("prometheus",)
PROMTOOL = Program("promtool", PACKAGE, "usr/bin/promtool")
PROMETHEUS = Program("prometheus", PACKAGE, "usr/bin/prometheus")
AMTOOL = Program("amtool", ALERTMANAGER.packages, "usr/bin/amtool")


def found(program: Program) -> Executable:
    """Return a program; the test is skipped where it is not to be had."""
    with needed():
        return find(program)


def run(
    program: Program, *words: object, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    executable = found(program)
    return subprocess.run(
        [executable.path, *map(str, words)],
        env=dict(executable.env),
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@contextmanager
def running(
    executable: Executable, folder: Path, ready: str, *words: object
) -> Iterator[str]:
    """Run a server on a port of its own, and yield its address."""
    port = ports.free()
    folder.mkdir(parents=True, exist_ok=True)
    process = Process("server", folder)
    listen = f"--web.listen-address=127.0.0.1:{port}"
    process.start([executable.path, listen, *words], executable.env, cwd=folder)
    address = f"http://127.0.0.1:{port}"
    process.wait_until(lambda: _answers(f"{address}{ready}"))
    try:
        yield address
    finally:
        process.stop()


@contextmanager
def prometheus(folder: Path, configuration: Path) -> Iterator[str]:
    """Run a Prometheus with a configuration."""
    data = f"--storage.tsdb.path={folder / 'data'}"
    file = f"--config.file={configuration}"
    with running(found(PROMETHEUS), folder, "/-/ready", file, data) as address:
        yield address


@contextmanager
def alertmanager(folder: Path, configuration: Path | None = None) -> Iterator[str]:
    """Run an Alertmanager, by default one that tells nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    quiet = folder / "quiet.yaml"
    quiet.write_text("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
    words = (
        f"--config.file={configuration or quiet}",
        f"--storage.path={folder / 'data'}",
        "--cluster.listen-address=",
    )
    executable = with_templates(found(ALERTMANAGER), folder)
    with running(executable, folder, "/-/ready", *words) as address:
        yield address


def with_templates(program: Executable, folder: Path) -> Executable:
    """Let an unpacked Alertmanager find its templates where Debian installs them."""
    if TEMPLATES.exists():
        return program
    share = program.path.parents[1] / "share"
    shown = f"mount -t overlay overlay -o lowerdir={share}:/usr/share /usr/share"
    wrapper = folder / "alertmanager"
    wrapper.write_text(
        f"#!/bin/sh\nexec unshare --mount sh -ec '{shown}; exec \"$@\"' sh"
        f' {program.path} "$@"\n'
    )
    wrapper.chmod(0o755)
    return Executable(wrapper, program.env)


def scraped(address: str) -> frozenset[str]:
    """Return the names of the series that a scrape of an address exports."""
    with urlopen(f"{address}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return names(lines)


def names(lines: Sequence[str]) -> frozenset[str]:
    """Return the names of the series of a scrape."""
    series = (line for line in lines if line and not line.startswith("#"))
    return frozenset(line.split("{")[0].split(" ")[0] for line in series)


def asked(address: str, path: str, **fields: str) -> Any:
    """Return the data of an answer of Prometheus."""
    with urlopen(f"{address}{path}?{urlencode(fields)}") as answer:
        return json.load(answer)["data"]


def _answers(url: str) -> bool:
    try:
        with urlopen(url) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False
