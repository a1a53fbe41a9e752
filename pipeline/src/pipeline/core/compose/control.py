"""Read what a suite asks of the composition: a word, a service, and nothing else."""

import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.core import json_file
from pipeline.core.errors import PipelineError, Refused
from pipeline.core.json_file import Field

KILL, STOP, START, RUN = WORDS = ("kill", "stop", "start", "run")
MEMBERS: Final = ("token", "word", "service", "timeout", "environment", "command")
WHERE: Final = "the request"
NAME: Final = re.compile(r"[^=\0]+")
VALUE: Final = re.compile(r"[^\0]*")
# A suite waits no longer: its own time is shorter.
LONGEST: Final = 3600


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. *timeout* is in seconds; None: the service's own."""

    word: str
    service: str
    timeout: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command of the suite prints, and what it ends with."""

    exit_code: int = 0
    stdout: str = ""
    stderr: str = ""

    def line(self) -> bytes:
        """Return the answer as it is sent."""
        said = {"exit": self.exit_code, "stdout": self.stdout, "stderr": self.stderr}
        return json_file.written(said).encode()


def read(raw: bytes, token: str, services: Collection[str]) -> Asked:
    """Read a request; PipelineError for any that is not allowed."""
    request = json_file.parse(raw.decode(errors="replace"), WHERE).members(MEMBERS)
    given = request["token"].value
    if not isinstance(given, str) or not hmac.compare_digest(
        given.encode(errors="replace"), token.encode()
    ):
        raise Refused("could not be asked: the token is not that of this suite")
    return Asked(
        request["word"].one_of(WORDS),
        _service(request["service"], services),
        _timeout(request["timeout"]),
        _environment(request["environment"]),
        tuple(each.matching(VALUE, "text") for each in request["command"].items()),
    )


def _service(field: Field, services: Collection[str]) -> str:
    if field.value not in services:
        listed = ", ".join(sorted(services))
        raise PipelineError(f"no such service: {field.value}; there are {listed}")
    return str(field.value)


def _timeout(field: Field) -> int | None:
    return None if field.value is None else min(field.whole(), LONGEST)


def _environment(field: Field) -> Mapping[str, str]:
    found = {}
    for name in field.names():
        value = field.member(name)
        if not NAME.fullmatch(name):
            raise Refused(f"could not set '{name}': it is no name of a variable")
        found[name] = value.matching(VALUE, "text")
    return found
