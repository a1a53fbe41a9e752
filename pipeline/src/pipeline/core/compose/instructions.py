"""Split a Dockerfile into instructions by BuildKit's rules."""

import re
from collections.abc import Iterator
from typing import Final

DIRECTIVE: Final = re.compile(r"#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*$")
DIRECTIVES: Final = frozenset(("syntax", "escape", "check"))
INSTRUCTION: Final = re.compile(r"\s*(\S+)\s*(.*)", re.DOTALL)
# Instructions whose words may announce texts that follow.
WITH_TEXTS: Final = frozenset(("ADD", "COPY", "RUN"))
TEXT: Final = re.compile(r"(?<![<\w])\d*<<(-?)(['\"]?)([A-Za-z_]\w*)\2")
BOM: Final = "\ufeff"


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Go through the instructions: the word in capitals, and what follows it."""
    lines = text.removeprefix(BOM).replace("\r\n", "\n").split("\n")
    whole = _continued(_escape(lines))
    remaining = iter(lines)
    for line in remaining:
        if _says_nothing(line):
            continue
        found = INSTRUCTION.fullmatch(_joined(line, remaining, whole))
        if found is None:
            continue
        word, rest = found[1].upper(), found[2].strip()
        yield word, rest
        _pass_over_texts(word, rest, remaining)


def _escape(lines: list[str]) -> str:
    r"""Return the sign that continues a line: a directive at the top may change it."""
    for line in lines:
        found = DIRECTIVE.match(line.strip())
        if found is None or (name := found[1].lower()) not in DIRECTIVES:
            break
        if name == "escape":
            return found[2]
    return "\\"


def _continued(escape: str) -> re.Pattern[str]:
    """Return what ends a line that goes on: written twice, the sign is a letter."""
    sign = re.escape(escape)
    return re.compile(rf"(?:^|(?<!{sign})){sign}[ \t]*$")


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _joined(first: str, remaining: Iterator[str], whole: re.Pattern[str]) -> str:
    """Put the lines of an instruction together, without comments and empty lines."""
    parts, line = [], first
    while found := whole.search(line):
        parts.append(line[: found.start()])
        line = next((each for each in remaining if not _says_nothing(each)), "")
    return "".join([*parts, line])


def _pass_over_texts(word: str, rest: str, remaining: Iterator[str]) -> None:
    """Leave out the texts that an instruction announces: they are no instructions."""
    inner = rest.split(None, 1) if word == "ONBUILD" else (word, rest)
    if len(inner) < 2 or inner[0].upper() not in WITH_TEXTS:
        return
    for tabs, _, end in TEXT.findall(inner[1]):
        for line in remaining:
            if (line.lstrip("\t") if tabs else line) == end:
                break
