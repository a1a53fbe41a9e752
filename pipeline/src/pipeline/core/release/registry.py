"""skopeo's commands for a registry, and the meaning of its answers."""

import base64
import json
import re
from collections.abc import Mapping
from typing import Final

from pipeline.core.errors import RegistryError
from pipeline.core.reference import DIGEST
from pipeline.core.release.publishing import Plan
from pipeline.core.tool import ToolRun

ARCHIVE: Final = "/image.tar"
DOCKER_HUB: Final = "docker.io"
# By this name the older programs know it.
DOCKER_HUB_KEY: Final = "https://index.docker.io/v1/"
# A registry makes a repository when something is pushed to it first.
ABSENT: Final = re.compile(r"manifest unknown|name unknown|NAME_UNKNOWN")
HINTS: Final[Mapping[str, str]] = {
    r"unauthorized|denied|authentication required|forbidden": (
        "it takes no such user; give --username and --password that may write there"
    ),
    r"server gave HTTP response to HTTPS client": (
        "it speaks no TLS; give --plain-http if that is meant"
    ),
    r"certificate": "its certificate is not trusted; see to that first",
    r"connection refused|no such host|timeout|network is unreachable": (
        "it does not answer from inside the engine; give one that only this machine "
        "reaches with --server=tcp://127.0.0.1:PORT"
    ),
}
OTHERWISE: Final = "see what it says"

Argv = tuple[str, ...]


def credentials(host: str, username: str, password: str) -> str:
    """Return the file in which registries' clients look for a password."""
    said = base64.b64encode(f"{username}:{password}".encode()).decode()
    names = [host, *([DOCKER_HUB_KEY] if host == DOCKER_HUB else [])]
    return json.dumps({"auths": {name: {"auth": said} for name in names}})


def look(name: str, *, plain: bool) -> Argv:
    """Return what asks for the digest of an image."""
    inspect = ("skopeo", "inspect", "--no-tags", "--format={{.Digest}}")
    return (*inspect, *_plain("tls-verify", plain), f"docker://{name}")


def held(run: ToolRun, name: str) -> str | None:
    """Return the digest that a name has; None when there is no such image."""
    if run.exit_code != 0 and ABSENT.search(run.stderr):
        return None
    must_have_worked(run, f"look at '{name}'")
    digest = run.stdout.strip()
    if not DIGEST.fullmatch(digest):
        raise run.not_understood(f"'{digest}' is no digest")
    return digest


def push(plan: Plan, *, plain: bool) -> Argv:
    """Return what brings the archive to the registry, as it is."""
    options = _plain("dest-tls-verify", plain)
    return (*_copy(), *options, f"oci-archive:{ARCHIVE}", f"docker://{plan.image}")


def name(plan: Plan, tag: str, *, plain: bool) -> Argv:
    """Return what gives an image that is there one more name."""
    options = (*_plain("src-tls-verify", plain), *_plain("dest-tls-verify", plain))
    target = f"docker://{plan.image.repository}:{tag}"
    return (*_copy(), *options, f"docker://{plan.image}", target)


def must_have_worked(run: ToolRun, what: str) -> None:
    """Raise RegistryError, with a way out where the cause is known."""
    if run.exit_code == 0:
        return
    cause = _cause(run)
    hints = (hint for pattern, hint in HINTS.items() if re.search(pattern, cause))
    raise RegistryError(f"could not {what}: {cause}; {next(hints, OTHERWISE)}")


def _cause(run: ToolRun) -> str:
    """Return the last thing said, without what comes before a logged message."""
    lines = [line for line in run.log.splitlines() if line.strip()]
    last = lines[-1]
    logged = re.search(r'msg="((?:[^"\\]|\\.)*)"', last)
    return logged[1].replace('\\"', '"') if logged else last


def _copy() -> Argv:
    return ("skopeo", "copy", "--quiet", "--preserve-digests")


def _plain(option: str, plain: bool) -> Argv:
    return (f"--{option}=false",) if plain else ()
