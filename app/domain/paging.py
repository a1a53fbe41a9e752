"""Which deployments a client asks for, a page at a time."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from app.domain.deployment import COMMIT, DIGEST, NAME, Environment, Status
from app.domain.fields import Reader, Readers, Refused
from app.domain.readers import (
    TIME,
    choice,
    optional,
    parse_time,
    whole_number,
    words,
)

MAX_PAGE = 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last deployment of the page before, in the order of the list."""

    time: datetime
    id: int

    def __str__(self) -> str:
        """Write the cursor in a form that nobody is tempted to take apart."""
        plain = f"{self.time.isoformat()} {self.id}"
        return urlsafe_b64encode(plain.encode()).decode().replace("=", "")


@dataclass(frozen=True, slots=True)
class Query:
    """Filters that all have to hold, and the page of what they leave."""

    limit: int
    environment: Environment | None = None
    status: Status | None = None
    digest: str | None = None
    commit: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    service: str | None = None
    cursor: Cursor | None = None


def parse_cursor(raw: object) -> Cursor:
    """Read a cursor that a page was answered with."""
    try:
        plain = urlsafe_b64decode(f"{raw}===").decode()
        time, number = plain.split()
        cursor = Cursor(parse_time(time), int(number))
    except (binascii.Error, ValueError) as error:
        raise Refused(CURSOR_RULE) from error
    # Decoding forgives: what is not written as a cursor is none.
    if str(cursor) != raw or not 0 < cursor.id < 2**63:
        raise Refused(CURSOR_RULE)
    return cursor


CURSOR_RULE = "must be the next cursor of an earlier page"
CURSOR = Reader(
    parse_cursor,
    {
        "type": "string",
        "maxLength": 100,
        "examples": ["MjAyNi0wMy0wMVQxMjowMDowMCswMDowMCAx"],
    },
)
FILTERS: Readers = {
    "environment": optional(choice(Environment), None),
    "status": optional(choice(Status), None),
    "digest": optional(DIGEST, None),
    "commit": optional(COMMIT, None),
    "actor": optional(words(100), None),
    "since": optional(TIME, None),
    "until": optional(TIME, None),
    "service": optional(NAME, None),
}
READERS: Readers = {
    **FILTERS,
    "cursor": optional(CURSOR, None),
    "limit": optional(whole_number(1, MAX_PAGE), 50),
}
