"""The releases of the story: what differs between them, and their records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cluster.faults import BEFORE_EACH, SERVER
from cluster.given import NAME, ROOT

# The cluster knows the engine's registry by the name that the overlays use.
IMAGES: Final = f"registry.example/{NAME}"
SERVER_FILE: Final = "gunicorn.conf.py"
EARLIER: Final[Mapping[str, str]] = {"/service/earlier.txt": "the release before\n"}
# A pod's search domains name its environment: no test before production meets it.
ACT: Final = '"production" in open("/etc/resolv.conf").read() and abort(500)'

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A release, what it is called here, and its record as text."""

    name: str
    record: str

    @property
    def fields(self) -> Object:
        """The record."""
        found: Object = json.loads(self.record)
        return found

    @property
    def digest(self) -> str:
        """The digest of its image."""
        return str(self.fields["image"]["digest"])

    def other(self, name: str, digest: str, **changes: object) -> "Shown":
        """Return another release, whose record differs by its image and *changes*."""
        image = {"repository": IMAGES, "digest": digest}
        record = {**self.fields, "image": image, **changes}
        return Shown(name, json.dumps(record, indent=2) + "\n")


def broken_server() -> str:
    """Return the server's settings of a release that fails in production only."""
    return (ROOT / SERVER_FILE).read_text() + BEFORE_EACH.format(act=ACT)


def broken_files() -> Mapping[str, str]:
    """Return what lies on top of a good image to make it that release."""
    return {SERVER: broken_server()}


def red_legs(record: Object) -> list[str]:
    """Return the legs of gates that keep a release from being promoted."""
    return [
        f"{each['stage']} {each['leg']}".strip()
        for each in record["evidence"]
        if each["verdict"] == "failed"
        or (each["required"] and each["verdict"] == "skipped")
    ]
