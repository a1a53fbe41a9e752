"""Choose linters by the settings of a repository, and options where it has none."""

import configparser
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from pipeline.core.project.metadata import Table, table

# Black's own; flake8's default is 79, isort's profile takes Black's.
WIDTH: Final = 88
# What Black does on purpose and flake8 would complain of.
BLACKS: Final = "E203,E701,W503"
RUFF: Final = (".ruff.toml", "ruff.toml")


@dataclass(frozen=True, slots=True)
class Linters:
    """The tools, with the options that make them agree where nobody has set any."""

    ruff: bool = False
    black: bool = True
    isort: tuple[str, ...] = ()
    flake8: tuple[str, ...] = ()

    @classmethod
    def chosen(cls, document: Table, texts: Mapping[str, str]) -> Self:
        """Read which tools have settings: ruff only where it has some."""
        tools = table(document, "tool")
        ruff = "ruff" in tools or any(name in texts for name in RUFF)
        width = _width(document)
        return cls(
            ruff=ruff,
            # Who has settings of Black beside those of ruff formats with Black.
            black=not ruff or "black" in tools,
            isort=() if _sorts(tools, texts) else _isort(width),
            flake8=() if _checks(texts) else _flake8(width),
        )


def _width(document: Table) -> int:
    given = table(document, "tool", "black").get("line-length", WIDTH)
    return given if isinstance(given, int) else WIDTH


def _isort(width: int) -> tuple[str, ...]:
    return ("--profile=black", f"--line-length={width}")


def _flake8(width: int) -> tuple[str, ...]:
    return (f"--max-line-length={width}", f"--extend-ignore={BLACKS}")


def _sorts(tools: Table, texts: Mapping[str, str]) -> bool:
    named = (("setup.cfg", "isort"), ("tox.ini", "isort"))
    return "isort" in tools or ".isort.cfg" in texts or _has(texts, named)


def _checks(texts: Mapping[str, str]) -> bool:
    return _has(
        texts, ((name, "flake8") for name in (".flake8", "setup.cfg", "tox.ini"))
    )


def _has(texts: Mapping[str, str], named: Iterable[tuple[str, str]]) -> bool:
    return any(section in _sections(texts.get(name, "")) for name, section in named)


def _sections(text: str) -> list[str]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return []
    return parser.sections()
