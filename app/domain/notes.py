"""What people write beneath a deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.fields import Readers, build
from app.domain.readers import prose

READERS: Readers = {"text": prose(2000)}


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, with its author and time."""

    author: str
    text: str
    time: datetime


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str


def parse(raw: Mapping[str, object], author: str, now: datetime) -> Note:
    """Make a note out of what a person sent."""
    return Note(author, build(_Draft, READERS, raw).text, now)
