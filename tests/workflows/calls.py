"""The calls of the pipeline in a script, and what is wrong with them."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from tests.workflows.surface import MAIN, Function, Functions

OPERATORS = "|&;<>()"
# ${NAME:+WORD} is WORD or nothing.
OPTIONAL = re.compile(r"^\$\{\w+:\+(.*)\}$")
ASSIGNED = re.compile(r"^\s*(\w+)=", re.MULTILINE)
VARIABLE = re.compile(r"\$\{?(\w+)|\benv:(\w+)")

Words = Sequence[str]


def calls(script: str) -> Iterator[Words]:
    """Yield what follows each `dagger call` of a script."""
    for line in script.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=OPERATORS)
        lexer.whitespace_split = True
        words = list(lexer)
        while "dagger" in words:
            words = words[words.index("dagger") + 1 :]
            end = next((n for n, word in enumerate(words) if operator(word)), None)
            if "call" in words[:end]:
                yield words[words.index("call") + 1 : end]


def operator(word: str) -> bool:
    """Say whether a word ends a command."""
    return set(word) <= set(OPERATORS)


def complaints(call: Words, surface: Mapping[str, Functions]) -> list[str]:
    """Say what the pipeline does not know of a call, or misses in it."""
    found: list[str] = []
    owner, name, function = MAIN, "dagger call", Function({}, MAIN)
    given: set[str] = set()
    for word in map(plain, call):
        if word.startswith("--"):
            given.add(word.partition("=")[0].removeprefix("--"))
            found += wrong_flag(name, word, function)
            continue
        found += missing(name, given, function)
        owner, name, given = function.gives, word, set()
        known = surface.get(owner, {})
        if word not in known:
            return [*found, f"{owner} has no function '{word}'"]
        function = known[word]
    return found + missing(name, given, function)


def plain(word: str) -> str:
    """Return a word that may be left out as if it were not."""
    optional = OPTIONAL.match(word)
    return optional[1] if optional else word


def wrong_flag(name: str, word: str, function: Function) -> list[str]:
    """Say what is wrong with one flag."""
    flag, given, _ = word.removeprefix("--").partition("=")
    argument = function.arguments.get(flag)
    if argument is None:
        return [f"{name} has no argument '{flag}'"]
    if not given and not argument.boolean:
        return [f"{name}: '{flag}' needs '=' and its value"]
    return []


def missing(name: str, given: set[str], function: Function) -> list[str]:
    """Say which arguments a function needs and did not get."""
    return [
        f"{name} needs '{flag}'"
        for flag, argument in function.arguments.items()
        if argument.required and flag not in given
    ]


def variables(script: str) -> set[str]:
    """Return the names of the variables that a script uses and does not set itself."""
    used = {dollar or env for dollar, env in VARIABLE.findall(script)}
    return used - set(ASSIGNED.findall(script))
