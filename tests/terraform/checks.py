"""All checks that need nothing but the files, by the name that a finding has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.terraform import backends, required, safety, shape
from tests.terraform.places import everywhere
from tests.terraform.safety import Check, requirement

CHECKS: Final[Mapping[str, Check]] = {
    "interface": shape.interface,
    "typed": shape.typed,
    "described": shape.described,
    "validated": shape.validated,
    "provider": shape.provider,
    "pinned": shape.pinned,
    "switched": shape.switched,
    "short": shape.short,
    "judged": safety.judged,
    "standing": safety.standing,
    "secret": safety.secret,
    "closed": safety.closed,
    "least": safety.least,
    "audited": requirement("audited"),
    "encrypted": requirement("encrypted"),
    "immutable": requirement("immutable"),
    "private": requirement("private"),
    "protected": requirement("protected"),
    "restorable": requirement("restorable"),
    "retained": requirement("retained"),
    "rotated": requirement("rotated"),
    "scanned": requirement("scanned"),
    "tagged": safety.tagged,
    "tls": requirement("tls"),
    "versioned": requirement("versioned"),
    "backend": backends.backend,
    "lock": backends.lock,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and the check that says so."""

    check: str
    place: str
    text: str

    @property
    def is_excused(self) -> bool:
        """Say whether required.toml has a reason for it."""
        address = re.split(r":? ", self.text, maxsplit=1)[0]
        return f"{self.check} {self.place} {address}" in required.EXCUSED

    def __str__(self) -> str:
        return f"{self.check}: {self.place}: {self.text}"


def findings(root: Path, *names: str) -> list[Finding]:
    """Ask all checks, or some, about all that lies in a tree."""
    return [
        found
        for place in everywhere(root)
        for name in names or CHECKS
        for text in CHECKS[name](place)
        if not (found := Finding(name, place.name, text)).is_excused
    ]
