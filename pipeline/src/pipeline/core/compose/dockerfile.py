"""Parse the HEALTHCHECK of a Dockerfile, which the engine does not show."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.core.compose.healthcheck import HealthCheck
from pipeline.core.compose.instructions import instructions
from pipeline.core.durations import seconds
from pipeline.core.errors import ProjectError

FROM: Final = re.compile(r"(?i)(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$")
ARGUMENT: Final = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S*)")
VARIABLE: Final = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")
OPTION: Final = re.compile(r"--([a-z-]+)=(\"[^\"]*\"|'[^']*'|\S+)\s+")
SHELL: Final = ("/bin/sh", "-c")


@dataclass(frozen=True, slots=True)
class Stage:
    """What of a stage those inherit that are built on it."""

    check: HealthCheck | None = None
    shell: tuple[str, ...] = SHELL
    later: tuple[tuple[str, str], ...] = ()

    def after(self, word: str, rest: str) -> "Stage":
        """Return the stage as an instruction leaves it."""
        if word == "HEALTHCHECK":
            return replace(self, check=_check(rest, self.shell))
        if word == "SHELL":
            return replace(self, shell=tuple(_list(rest) or self.shell))
        if word == "ONBUILD" and (found := rest.split(None, 1))[1:]:
            return replace(self, later=(*self.later, (found[0].upper(), found[1])))
        return self

    def built_on(self) -> "Stage":
        """Return what a stage begins with that is built on this one."""
        begun = replace(self, later=())
        for word, rest in self.later:
            begun = begun.after(word, rest)
        return begun


def health_check(
    text: str, target: str = "", args: Mapping[str, str] | None = None
) -> HealthCheck | None:
    """Return the check of a stage, by default the last; stages inherit theirs.

    *args* are build arguments, which may choose the stage that another builds on.
    """
    stages: list[tuple[str, Stage]] = []
    known: dict[str, str] = {}
    for word, rest in instructions(text):
        if word == "FROM" and (found := FROM.match(rest)):
            base = _named(stages, _expanded(found[1], known)) or Stage()
            stages.append((found[2] or "", base.built_on()))
        elif word == "ARG" and not stages:
            for name, value in ARGUMENT.findall(rest):
                known[name] = (args or {}).get(name, _expanded(_bare(value), known))
        elif stages:
            name, stage = stages[-1]
            stages[-1] = (name, stage.after(word, rest))
    wanted = _named(stages, target) or _numbered(stages, target)
    if wanted is None and stages:
        wanted = stages[-1][1]
    return wanted.check if wanted else None


def _named(stages: list[tuple[str, Stage]], name: str) -> Stage | None:
    """Return the last stage of a name; capitals make no difference."""
    found = [stage for each, stage in stages if each and each.lower() == name.lower()]
    return found[-1] if found else None


def _numbered(stages: list[tuple[str, Stage]], name: str) -> Stage | None:
    number = int(name) if name.isdecimal() else len(stages)
    return stages[number][1] if number < len(stages) else None


def _expanded(text: str, known: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda v: known.get(v[1] or v[3]) or v[2] or "", text)


def _bare(text: str) -> str:
    return text[1:-1] if text[:1] in ("'", '"') else text


def _check(rest: str, shell: tuple[str, ...]) -> HealthCheck:
    options: dict[str, str] = {}
    while found := OPTION.match(rest):
        options[found[1]] = _bare(found[2])
        rest = rest[found.end() :].lstrip()
    kind, _, command = rest.partition(" ")
    if kind.upper() == "NONE":
        return HealthCheck(disabled=True)
    try:
        times = {name: seconds(options[name]) for name in options if name != "retries"}
        retries = int(options.get("retries", "0"))
    except ValueError as error:
        raise ProjectError(
            f"could not read 'HEALTHCHECK {rest}': {error}; fix the Dockerfile"
        ) from error
    words = _list(command)
    return HealthCheck(
        test=tuple(words) if words is not None else (*shell, command.strip()),
        interval=times.get("interval"),
        timeout=times.get("timeout"),
        retries=retries or None,
        start_period=times.get("start-period"),
    )


def _list(text: str) -> list[str] | None:
    """Read a list of words as JSON; all else is a line for a shell."""
    try:
        words = json.loads(text)
    except ValueError:
        return None
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        return words
    return None
