"""Where images are pushed to: the registry's files, by a process that asks who it is.

The registry that everybody on this machine can reach only serves.
"""

import base64
import ctypes
import json
import secrets
import string
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine import registry
from engine.errors import EngineError
from engine.layout import Layout
from engine.lock import locked
from engine.process import Service
from engine.steps import folder

NAME: Final = "pushing"
USER: Final = "pipeline"
# Of bcrypt, which is all that the registry takes. The password is long: few rounds do.
METHOD: Final = "$2b$05$"
SALT_LETTERS: Final = 22
LETTERS: Final = f"./{string.ascii_letters}{string.digits}"
CONFIG: Final = registry.CONFIG + (
    'auth: {{htpasswd: {{realm: engine, path: "{passwords}"}}}}\n'
)


@dataclass(frozen=True, slots=True)
class Access:
    """The port on this machine, and the password of USER."""

    port: int
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        """Return the value of Authorization in a request."""
        return f"Basic {self._login}"

    @property
    def docker_config(self) -> str:
        """Return the file in which programs look for a registry's password."""
        login = {f"127.0.0.1:{self.port}": {"auth": self._login}}
        return json.dumps({"auths": login})

    @property
    def _login(self) -> str:
        return base64.b64encode(f"{USER}:{self.password}".encode()).decode()


def opened(layout: Layout) -> Access:
    """Return where to push to, started if need be; it ends with the engine."""
    part = folder(layout.parts, registry.step())
    if not registry.answers(registry.port(layout)) or not part.is_dir():
        raise EngineError(
            "could not find a registry: the built engine has one, and no other engine;"
            " set PIPELINE_ENGINE=built and run it again"
        )
    with locked(layout):
        return start(layout, part)


def start(layout: Layout, part: Path) -> Access:
    """Start it unless it answers; only root reads the password of this start."""
    service = Service(NAME, layout)
    if service.is_running() and (known := _known(layout)):
        return known
    service.stop()
    access = Access(registry.free_port(), secrets.token_urlsafe(24))
    private = docker_config(layout)
    private.mkdir(parents=True, exist_ok=True, mode=0o700)
    private.chmod(0o700)
    passwords = private / "htpasswd"
    passwords.write_text(f"{USER}:{hashed(access.password)}\n")
    (private / "config.json").write_text(access.docker_config)
    (private / "password").write_text(access.password)
    (private / "port").write_text(str(access.port))
    settings = private / "registry.yml"
    settings.write_text(
        CONFIG.format(storage=layout.images, port=access.port, passwords=passwords)
    )
    service.start([part / "docker-registry", "serve", settings])
    service.wait_until(lambda: registry.answers(access.port, 401), seconds=15)
    return access


def docker_config(layout: Layout) -> Path:
    """Return the folder, closed to others, with the password and what reads it."""
    return layout.run / NAME


def _known(layout: Layout) -> Access | None:
    private = docker_config(layout)
    files = [private / name for name in ("port", "password")]
    if not all(file.is_file() for file in files):
        return None
    port, password = (file.read_text() for file in files)
    access = Access(int(port), password)
    return access if registry.answers(access.port, 401) else None


def stop(layout: Layout) -> bool:
    """End it; say whether it ran."""
    return Service(NAME, layout).stop()


def hashed(password: str) -> str:
    """Return what htpasswd would write; Python's own library has no bcrypt."""
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    salt = "".join(secrets.choice(LETTERS) for _ in range(SALT_LETTERS))
    found: bytes | None = library.crypt(password.encode(), f"{METHOD}{salt}".encode())
    if not found or not found.startswith(METHOD.encode()):
        raise EngineError(
            "could not make a password for the registry: this machine's libcrypt knows"
            " no bcrypt; install Debian's libcrypt1"
        )
    return found.decode()
