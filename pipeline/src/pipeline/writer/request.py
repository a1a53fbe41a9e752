"""Parse requests: an effect, its arguments, author, time and remote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment, environment
from pipeline.writer.git.commit import Author
from pipeline.writer.git.remote import Remote

KEYS: Final = frozenset({"effect", "remote", "author", "at", "dry_run", "arguments"})
# Secrets, and files that hold them, never are in a request: it may be logged.
SECRETS: Final = {
    "token": "GIT_TOKEN",
    "ssh_key": "GIT_SSH_KEY",
    "signing_key": "GIT_SIGNING_KEY",
    "known_hosts": "GIT_KNOWN_HOSTS",
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one effect."""

    effect: str
    given: Mapping[str, object]

    def text(self, name: str, default: str | None = None) -> str:
        """Return an argument, which only may be left out if it has a default."""
        value = self.given.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise wrong(f"{self.effect}'s {name} is missing", f"give a {name}")
        return value

    def number(self, name: str, default: int) -> int:
        """Return a whole number above 0, of five digits at most."""
        value = self.given.get(name, default)
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not (0 < value < 100_000)
        ):
            cause = f"{self.effect}'s {name} is '{str(value)[:50]}'"
            raise wrong(cause, "give a whole number from 1 to 99999")
        return value

    def environment(self, name: str = "environment") -> Environment:
        """Return an environment."""
        return environment(self.text(name))


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    remote: Remote
    author: Author
    arguments: Arguments
    dry_run: bool


def read(text: str, variables: Mapping[str, str]) -> Request:
    """Read a request; secrets come from variables."""
    given = _members(_parsed(text), "the request")
    if unknown := sorted(set(given) - KEYS):
        raise wrong(f"it has the unknown key '{unknown[0]}'", "remove it")
    remote, author = (_members(given.get(name), name) for name in ("remote", "author"))
    effect = _text(given, "effect")
    return Request(
        _remote(remote, variables),
        Author(_text(author, "name"), _text(author, "email"), _time(given)),
        Arguments(effect, _members(given.get("arguments", {}), "arguments")),
        given.get("dry_run", False) is not False,
    )


def _remote(given: Mapping[str, object], variables: Mapping[str, str]) -> Remote:
    secret = {name: variables.get(key, "").strip() for name, key in SECRETS.items()}
    return Remote(
        _text(given, "url"),
        _text(given, "branch"),
        token=secret["token"],
        ssh_key=secret["ssh_key"],
        known_hosts=secret["known_hosts"],
        signing_key=secret["signing_key"],
        plain=given.get("plain") is True,
    )


def wrong(cause: str, remedy: str) -> Refused:
    """Return the error that tells what is wrong with a request."""
    return Refused(f"could not use the request: {cause}; {remedy}")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong(f"it is no JSON ({error})", "write it as JSON") from error


def _members(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise wrong(f"{what} is no object", 'write it as {"name": value}')
    return value


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise wrong(f"'{name}' is missing", "give it as text")
    return value


def _time(given: Mapping[str, object]) -> datetime:
    value = _text(given, "at")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise wrong(f"at is '{value}'", "write 2026-03-01T12:00:00Z") from error
