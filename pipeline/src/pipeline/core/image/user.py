"""Tell which uid an image's user has, as container runtimes do."""

import re
from collections.abc import Iterator
from typing import Final

ROOT: Final = "root"
# What runtimes take for a number.
NUMBER: Final = re.compile(r"[+-]?[0-9]+")


def uid(user: str, passwd: str) -> int | None:
    """Return the uid of a user of an image with this /etc/passwd.

    None where no such user is known: nothing could be run as it.
    """
    name = user.partition(":")[0]
    if not name:
        return 0
    if NUMBER.fullmatch(name):
        return int(name)
    known = dict(_users(passwd))
    return known.get(name, 0 if name == ROOT else None)


def _users(passwd: str) -> Iterator[tuple[str, int]]:
    """Go through the users backwards: the first of a name counts."""
    for line in reversed(passwd.splitlines()):
        name, _, rest = line.strip().partition(":")
        number = rest.partition(":")[2].partition(":")[0]
        if NUMBER.fullmatch(number):
            yield name, int(number)
