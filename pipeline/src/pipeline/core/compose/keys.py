"""The keys of compose files that are supported; all others are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.core.compose.composition import TOOL
from pipeline.core.document import Node
from pipeline.core.findings import Finding, Severity

# Paths inside a service; * is any name, and what is below a path belongs to it.
SERVICE: Final = (
    *("command", "entrypoint", "environment", "expose", "image", "init"),
    *("profiles", "stop_grace_period", "tmpfs", "user", "working_dir"),
    *("build.args", "build.context", "build.dockerfile", "build.target"),
    *("depends_on.*.condition", "depends_on.*.required"),
    *("healthcheck.disable", "healthcheck.interval", "healthcheck.retries"),
    *("healthcheck.start_interval", "healthcheck.start_period"),
    *("healthcheck.test", "healthcheck.timeout"),
    *("ports.app_protocol", "ports.host_ip", "ports.mode"),
    *("ports.name", "ports.protocol", "ports.published", "ports.target"),
    *("secrets.gid", "secrets.mode", "secrets.source", "secrets.target"),
    *("secrets.uid", "volumes.bind.create_host_path", "volumes.read_only"),
    *("volumes.source", "volumes.target", "volumes.tmpfs.size", "volumes.type"),
)
FILE: Final = (
    *("name", "networks.default.name", "services", "version", "volumes.*.name"),
    *("secrets.*.environment", "secrets.*.file", "secrets.*.name"),
    # Services say whether they use one.
    "configs",
)
# Objects whose keys are anybody's choice are refused as a whole.
FREE: Final = (("annotations",), ("labels",), ("sysctls",), ("ulimits",))
# How much of a key's path is told: deploy.resources, not each of its limits.
DEPTH: Final = 3


@dataclass(slots=True)
class Refusals:
    """What has no counterpart; *untranslated* names what may be left out."""

    file: str
    untranslated: tuple[str, ...]
    refused: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def refuse(self, owner: str, key: str, why: str = "it has no counterpart") -> None:
        """Note a key; it blocks unless the repository lets it be left out."""
        if any(_covers(listed, key) for listed in self.untranslated):
            self.left_out.append(key)
            return
        named = f"{owner}.{key}" if owner else key
        said = (
            f"could not translate '{named}': {why};"
            f" change it, or list '{key}' in integration.untranslated"
        )
        self.refused.append(self._finding(said, Severity.HIGH))

    def refuse_unknown(self, owner: str, node: Node, known: tuple[str, ...]) -> None:
        """Note every key that is not *known*."""
        for key in dict.fromkeys(_unknown(node.value, (), known)):
            self.refuse(owner, key)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was refused and, as one finding that does not block, the rest."""
        if not self.left_out:
            return tuple(self.refused)
        keys = ", ".join(sorted(set(self.left_out)))
        note = self._finding(f"left out here: {keys}", Severity.LOW)
        return (*self.refused, replace(note, blocks=False))

    def _finding(self, said: str, severity: Severity) -> Finding:
        return Finding(TOOL, "untranslated", said, severity, self.file)


def _covers(listed: str, key: str) -> bool:
    return key == listed or key.startswith(f"{listed}.")


def _unknown(
    value: object, path: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[str]:
    """Go down to what is known, or is no object; what is empty says nothing."""
    if _is_empty(value) or any(_matches(path, each) for each in known):
        return
    inner = value if isinstance(value, list) else [value]
    for item in inner:
        if isinstance(item, dict) and len(path) < DEPTH and path[-1:] not in FREE:
            for name in item:
                if not name.startswith("x-"):
                    yield from _unknown(item[name], (*path, name), known)
        elif not _is_empty(item):
            yield ".".join(path[:DEPTH])


def _is_empty(value: object) -> bool:
    """Tell what says nothing from a number: no copies of a service are not one."""
    return not value and (isinstance(value, bool) or not isinstance(value, int))


def _matches(path: tuple[str, ...], known: str) -> bool:
    parts = known.split(".")
    pairs = zip(path, parts, strict=False)
    return len(path) == len(parts) and all(part in ("*", name) for name, part in pairs)
