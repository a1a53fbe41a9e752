"""The health check that a Dockerfile gives its image: the engine does not show it."""

import json
import re
from collections.abc import Iterator
from typing import Final

from pipeline.core.durations import seconds
from pipeline.core.errors import ProjectError
from pipeline.core.healthcheck import HealthCheck, argv

COMMENT: Final = re.compile(r"(?m)^[ \t]*#.*\n?")
CONTINUED: Final = re.compile(r"\\[ \t]*\n")
FROM: Final = re.compile(r"(?i)(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$")
OPTION: Final = re.compile(r"--([a-z-]+)=(\S+)\s+")


def health_check(text: str, target: str = "") -> HealthCheck | None:
    """Return the check of a stage, by default the last; stages inherit theirs."""
    checks: dict[str, HealthCheck | None] = {}
    name, number = "", -1
    for word, rest in _instructions(text):
        if word == "FROM" and (found := FROM.match(rest)):
            number += 1
            name = (found[2] or str(number)).lower()
            checks[name] = checks.get(found[1].lower())
        elif word == "HEALTHCHECK":
            checks[name] = _check(rest)
    return checks.get(target.lower() or name)


def _instructions(text: str) -> Iterator[tuple[str, str]]:
    for line in CONTINUED.sub(" ", COMMENT.sub("", text)).splitlines():
        word, _, rest = line.strip().partition(" ")
        yield word.upper(), rest.strip()


def _check(rest: str) -> HealthCheck:
    options: dict[str, str] = {}
    while found := OPTION.match(rest):
        options[found[1]] = found[2]
        rest = rest[found.end() :].lstrip()
    kind, _, command = rest.partition(" ")
    if kind.upper() == "NONE":
        return HealthCheck(disabled=True)
    try:
        times = {name: seconds(options[name]) for name in options if name != "retries"}
    except ValueError as error:
        raise ProjectError(
            f"could not read 'HEALTHCHECK {rest}': {error}; mend the Dockerfile"
        ) from error
    return HealthCheck(
        test=argv(_words(command.strip())),
        interval=times.get("interval"),
        timeout=times.get("timeout"),
        retries=int(options.get("retries", "0")) or None,
        start_period=times.get("start-period"),
    )


def _words(command: str) -> list[str]:
    """Return the test of a command: a JSON list is one of words, all else a line."""
    try:
        words = json.loads(command)
    except ValueError:
        words = None
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        return ["CMD", *words]
    return ["CMD-SHELL", command]
