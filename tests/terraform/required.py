"""Read what each type of resource has to have: required.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.terraform.hcl import unquoted

_FILE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())

TERRAFORM: Final[str] = _FILE["terraform"]
VERSIONS: Final[Mapping[str, str]] = _FILE["versions"]
# By type and check: paths, or path = HCL, or path = HCL | HCL.
NEEDS: Final[Mapping[str, Mapping[str, list[str]]]] = _FILE["needs"]
# By type and check: what stands beside each of them in the module.
BESIDE: Final[Mapping[str, Mapping[str, str]]] = _FILE["beside"]
# By type: where its tags or labels are.
TAGGED: Final[Mapping[str, str]] = {
    type_: path for path, types in _FILE["tagged"].items() for type_ in types
}
PLAIN: Final = frozenset(_FILE["plain"]["types"])
FORBIDDEN: Final[Mapping[str, str]] = _FILE["forbidden"]
EXCUSED: Final[Mapping[str, str]] = _FILE["excused"]


def is_pinned(name: str, entry: Mapping[str, Any], kind: str) -> bool:
    """Say whether a provider is asked for in its version, or a module from it on."""
    exact = VERSIONS.get(name, "")
    major = int(exact.partition(".")[0] or 0)
    ranges = {f">= {exact}, < {major + 1}.0.0"} if kind == "module" else set()
    return unquoted(entry.get("version", "")) in {exact, *ranges} - {""}


def judged() -> set[str]:
    """Return the types that somebody has thought about."""
    return {*NEEDS, *BESIDE, *TAGGED, *PLAIN, *FORBIDDEN}
