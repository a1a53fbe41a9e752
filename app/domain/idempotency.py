"""Tell a repeated request from a new one under the same key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.domain.fields import Readers
from app.domain.readers import matching, optional

HEADER = "Idempotency-Key"
READERS: Readers = {
    HEADER: optional(
        matching("[!-~]{1,255}", "must be 1 to 255 visible ASCII characters"), None
    )
}


@dataclass(frozen=True, slots=True)
class Once:
    """A key, and what was sent under it."""

    key: str
    fingerprint: str


class KeyReused(ValueError):
    """A key was used before, for something else."""


def once(key: str, body: Mapping[str, object]) -> Once:
    """Bind a key to a body, whatever the order of its fields."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return Once(key, sha256(canonical.encode()).hexdigest())
