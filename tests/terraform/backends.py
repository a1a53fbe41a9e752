"""Checks of roots: where their state is, and what their lock file says."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tests.terraform import required
from tests.terraform.places import Place

LOCK: Final = ".terraform.lock.hcl"
LOCKED: Final = re.compile(
    r'provider "registry\.(?:opentofu|terraform)\.(?:org|io)/hashicorp/(\w+)" \{'
    r'\s+version\s+= "([^"]+)"'
)
# What each kind of backend has to be told. The others lock by themselves.
BACKENDS: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "aws": ("s3", {"use_lockfile": True, "encrypt": True}),
    "gcp": ("gcs", {}),
    "azure": ("azurerm", {"use_azuread_auth": True}),
}


def backend(place: Place) -> Iterator[str]:
    """A root's state is in its cloud's store, locked and encrypted."""
    if place.kind != "live":
        return
    wanted, settings = BACKENDS[place.cloud]
    found = [
        (name.strip('"'), body)
        for block in place.module.of("terraform")
        for each in block.body.get("backend", [])
        for name, body in each.items()
    ]
    if [name for name, _ in found] != [wanted]:
        yield f"its state is not in a backend {wanted}"
    for _, body in found:
        for name, value in settings.items():
            if body.get(name) != value:
                yield f"its backend lacks {name} = {str(value).lower()}"


def lock(place: Place) -> Iterator[str]:
    """A root's lock file names its providers in their one version."""
    if place.kind != "live":
        return
    file = place.folder / LOCK
    if not file.is_file():
        yield f"it has no {LOCK}"
        return
    locked = dict(LOCKED.findall(file.read_text()))
    for name, version in locked.items():
        if required.VERSIONS.get(name) != version:
            yield f"its lock has {name} {version}"
    for name in _wanted(place):
        if name not in locked:
            yield f"its lock lacks {name}"


def _wanted(place: Place) -> Iterator[str]:
    for block in place.module.of("terraform"):
        for providers in block.body.get("required_providers", []):
            yield from (
                name for name, entry in providers.items() if isinstance(entry, Mapping)
            )
