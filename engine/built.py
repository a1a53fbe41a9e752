"""The built engine as a process: started in a mount namespace of its own."""

import os
import platform
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from engine import network, standins
from engine.errors import EngineError
from engine.layout import INSIDE, Layout
from engine.process import Service
from engine.registry import Ports
from engine.standins import DOCKER_IO

# Nothing may ask for a container that is root on this machine.
SETTINGS = """\
insecure-entitlements = []
[worker.oci]
  gc = true
  maxUsedSpace = "{cache}GB"
[registry."docker.io"]
  mirrors = ["127.0.0.1:{port}"]
[registry."127.0.0.1:{port}"]
  http = true
[registry."127.0.0.1:{pushed}"]
  http = true
"""
# Of other registries, each in a folder of its own.
MIRROR = """\
[registry."{host}"]
  mirrors = ["127.0.0.1:{port}/{host}"]
"""

# Of a larger cache an engine collects too late, with a smaller one it works twice.
LARGEST_CACHE_GB = 40
SMALLEST_CACHE_GB = 10
# What one run, its tests and everybody else may take beside it.
KEPT_FREE_GB = 10

# The engine binds its own name server over /etc/resolv.conf and leaves it
# there, so it gets a copy to do that to; and the folder that is compiled into
# it is bound to this prefix's parts.
NAMESPACE = ("unshare", "--mount", "--propagation", "private", "sh", "-c")
SCRIPT = """\
set -e
mount --bind "$1" /etc/resolv.conf
mount --bind "$2" {inside}
shift 2
exec "$@"
"""


def answers(path: Path) -> bool:
    """Say whether an engine answers on a socket: only a live one speaks HTTP."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
            client.sendall(b"GET / HTTP/1.1\r\nHost: engine\r\n\r\n")
            return client.recv(9).startswith(b"HTTP/1.")
        except OSError:
            return False


def start(layout: Layout, digests: Mapping[str, str], ports: Ports) -> None:
    """Start the engine and wait until it answers."""
    service = Service("engine", layout)
    service.stop()
    network.remove(layout)
    layout.socket.unlink(missing_ok=True)
    path = f"{layout.prefix / 'assembled' / 'bin'}:{os.environ.get('PATH', os.defpath)}"
    service.start(command(layout, ports), {**digests, "PATH": path})
    service.wait_until(lambda: answers(layout.socket), seconds=60)


def command(layout: Layout, ports: Ports) -> list[str]:
    """Return how the engine is started, its files written beside its socket."""
    layout.run.mkdir(parents=True, exist_ok=True)
    INSIDE.mkdir(parents=True, exist_ok=True)
    settings = layout.run / "engine.toml"
    free = shutil.disk_usage(layout.prefix).free
    settings.write_text(configuration(ports, cache_gb(free)))
    names = layout.run / "resolv.conf"
    shutil.copyfile("/etc/resolv.conf", names)
    # Containers read it as any user.
    names.chmod(0o644)
    assembled = layout.prefix / "assembled"
    engine = [
        *(assembled / "bin" / "dagger-engine", "--config", settings),
        *("--root", layout.state, "--addr", layout.address),
        *("--network-name", layout.bridge, "--network-cidr", network.take(layout)),
        *("--oci-cni-binary-dir", assembled / "cni"),
    ]
    script = [*NAMESPACE, SCRIPT.format(inside=INSIDE), "engine", names, assembled]
    return [str(word) for word in (*script, *engine)]


def cache_gb(free: int) -> int:
    """Return how many GB the cache may take on a disk with *free* bytes left.

    The engine's own limit for free space counts what the file system keeps for
    root and other users, so it is given a size.
    """
    fitting = free // 10**9 - KEPT_FREE_GB
    return min(LARGEST_CACHE_GB, max(SMALLEST_CACHE_GB, fitting))


def configuration(ports: Ports, cache: int = LARGEST_CACHE_GB) -> str:
    """Return the engine's settings: the registry mirrors all others."""
    hosts = sorted({image.registry for image in standins.images()} - {DOCKER_IO})
    mirrors = [MIRROR.format(host=host, port=ports.registry) for host in hosts]
    settings = SETTINGS.format(port=ports.registry, pushed=ports.pushing, cache=cache)
    return "".join((settings, *mirrors))


def stop(layout: Layout) -> bool:
    """Stop the engine and remove what it left on the machine's network."""
    stopped = Service("engine", layout).stop()
    network.remove(layout)
    layout.socket.unlink(missing_ok=True)
    return stopped


def must_be_possible() -> None:
    """Raise EngineError where this engine cannot run, saying what it needs."""
    if platform.machine() != "x86_64":
        raise EngineError(
            f"could not build the engine: it is for x86_64, and this machine is "
            f"{platform.machine()}; start Docker and run again"
        )
    if os.geteuid() != 0:
        raise EngineError(
            "could not start the built engine: it needs root; "
            "run as root, or start Docker and run again"
        )
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        raise EngineError(
            "could not start the built engine: this machine allows no mount "
            "namespaces; run outside an unprivileged container"
        )
