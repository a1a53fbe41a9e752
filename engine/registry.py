"""A registry on this machine: the mirror of others. It serves, and takes nothing."""

import http.client
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from engine.layout import Layout
from engine.process import Service
from engine.steps import Step

CONFIG = """\
version: 0.1
log: {{level: warn}}
storage:
  filesystem: {{rootdirectory: "{storage}"}}
  delete: {{enabled: true}}
http:
  addr: 127.0.0.1:{port}
"""
# Whatever user of this machine pushes to it is refused.
READ_ONLY = CONFIG.replace(
    "  delete: {{enabled: true}}\n",
    "  maintenance:\n"
    "    readonly: {{enabled: true}}\n"
    "    uploadpurging: {{enabled: false}}\n",
)


@dataclass(frozen=True, slots=True)
class Ports:
    """Where images are read from, and where they are pushed to: engine/pushing.py."""

    registry: int
    pushing: int


def step() -> Step:
    """Unpack Debian's registry: installing its package would start a service."""

    def make(folder: Path, log: Path) -> None:
        # The list of packages may be old, or not there at all.
        run(["apt-get", "update"], log, "update the list of Debian packages")
        download = ["apt-get", "download", "docker-registry"]
        run(download, log, "fetch a registry from Debian", cwd=folder)
        package = next(folder.glob("docker-registry_*.deb"))
        unpack = ["dpkg-deb", "-x", package, folder / "unpacked"]
        run(unpack, log, "unpack the registry")
        shutil.copy(folder / "unpacked" / "usr" / "bin" / "docker-registry", folder)
        shutil.rmtree(folder / "unpacked")
        package.unlink()

    return Step("registry", "fetch a registry", 5, ("docker-registry",), make)


def start(layout: Layout, part: Path) -> int:
    """Start the registry unless it answers; return its port."""
    service = Service("registry", layout)
    if service.is_running() and answers(port(layout)) and _serves_only(layout):
        return port(layout)
    service.stop()
    free = free_port()
    layout.run.mkdir(parents=True, exist_ok=True)
    config = _config(layout)
    config.write_text(READ_ONLY.format(storage=layout.images, port=free))
    (layout.run / "registry.port").write_text(str(free))
    service.start([part / "docker-registry", "serve", config])
    service.wait_until(lambda: answers(free), seconds=15)
    return free


def stop(layout: Layout) -> bool:
    """End it; say whether it ran."""
    return Service("registry", layout).stop()


def _config(layout: Layout) -> Path:
    return layout.run / "registry.yml"


def _serves_only(layout: Layout) -> bool:
    """Say whether it was started with these settings, not with those of a release
    that let anybody push."""
    wanted = READ_ONLY.format(storage=layout.images, port=port(layout))
    return _config(layout).is_file() and _config(layout).read_text() == wanted


def port(layout: Layout) -> int:
    """Return the port of the running registry; 0 when there is none."""
    file = layout.run / "registry.port"
    return int(file.read_text()) if file.exists() else 0


def answers(number: int, status: int = 200) -> bool:
    """Say whether a registry answers on a port of this machine.

    One that asks for a password does so with *status* 401.
    """
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=2)
    try:
        connection.request("GET", "/v2/")
        return connection.getresponse().status == status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """Let the kernel choose: a fixed port may be in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        chosen: int = probe.getsockname()[1]
        return chosen
