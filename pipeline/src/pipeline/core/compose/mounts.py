"""Parse what is mounted into a service: volumes, files of the repository, tmpfs."""

from pipeline.core.compose.composition import Bind, Temporary, Volume
from pipeline.core.compose.keys import Refusals
from pipeline.core.compose.paths import inside
from pipeline.core.document import Node

Mounts = tuple[tuple[Volume, ...], tuple[Bind, ...], tuple[Temporary, ...]]


def mounts(name: str, node: Node, refusals: Refusals) -> Mounts:
    """Return the mounts of a service; those without a counterpart are refused."""
    owner = f"services.{name}"
    volumes: list[Volume] = []
    binds: list[Bind] = []
    temporary = _short(owner, node, refusals)
    for each in node["volumes"] if "volumes" in node else ():
        kind, target = each["type"].text(), each["target"].text()
        if kind == "volume":
            volumes.append(_volume(name, each, refusals))
        elif kind == "tmpfs":
            temporary.append(Temporary(target, _size(each)))
        elif kind == "bind" and (source := inside(each["source"].text())):
            binds.append(Bind(source, target))
        elif kind == "bind":
            why = f"'{each['source'].text()}' is outside of the repository"
            refusals.refuse(owner, "volumes.source", why)
        else:
            refusals.refuse(owner, "volumes.type", f"'{kind}' has no counterpart")
    return tuple(volumes), tuple(binds), tuple(temporary)


def _short(owner: str, node: Node, refusals: Refusals) -> list[Temporary]:
    """Read the list `tmpfs`, whose entries may have options after a colon."""
    found = []
    for each in node["tmpfs"] if "tmpfs" in node else ():
        path, _, options = each.text().partition(":")
        if options:
            refusals.refuse(owner, "tmpfs", f"'{options}' has no counterpart")
        found.append(Temporary(path))
    return found


def _volume(name: str, node: Node, refusals: Refusals) -> Volume:
    """Return a volume; one without a name is the service's own."""
    target = node["target"].text()
    if "read_only" in node:
        refusals.refuse(f"services.{name}", "volumes.read_only")
    source = node["source"].text() if "source" in node else f"{name}:{target}"
    return Volume(source, target)


def _size(node: Node) -> int | None:
    if "tmpfs" not in node or "size" not in node["tmpfs"]:
        return None
    return int(node["tmpfs"]["size"].text())
