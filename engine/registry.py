"""A registry on this machine: the mirror of others, and where tests push."""

import http.client
import shutil
import socket
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
    if service.is_running() and answers(port(layout)):
        return port(layout)
    service.stop()
    free = _free_port()
    layout.run.mkdir(parents=True, exist_ok=True)
    config = layout.run / "registry.yml"
    config.write_text(CONFIG.format(storage=layout.images, port=free))
    (layout.run / "registry.port").write_text(str(free))
    service.start([part / "docker-registry", "serve", config])
    service.wait_until(lambda: answers(free), seconds=15)
    return free


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


def _free_port() -> int:
    """Let the kernel choose: a fixed port may be in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        chosen: int = probe.getsockname()[1]
        return chosen
