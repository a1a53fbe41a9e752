"""Read which metrics and labels a PromQL expression asks for."""

import re
from collections.abc import Iterator, Sequence

TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<name>[A-Za-z_:][A-Za-z0-9_:]*)"
    r"|(?P<variable>\$\w+|\$\{\w+\}|\{\{[^{}]*\}\})"
    r"|(?P<sign>=~|!~|!=|[^\s\w])"
)
AGGREGATIONS = frozenset(
    "avg bottomk count count_values group limitk limit_ratio max min quantile stddev"
    " stdvar sum topk".split()
)
# What follows them in brackets are names of labels.
GROUPINGS = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})
WORDS = frozenset({"and", "atan2", "bool", "inf", "nan", "offset", "or", "unless"})
PAIRS = {"(": ")", "[": "]", "{": "}"}


def metrics(expression: str) -> frozenset[str]:
    """Return the names of the metrics and recorded series of an expression."""
    return frozenset(_metrics(tokens(expression)))


def tokens(expression: str) -> list[tuple[str, str]]:
    """Split an expression into kinds and texts, without its comments."""
    return [
        (str(found.lastgroup), found.group())
        for found in TOKEN.finditer(expression)
        if found.lastgroup != "comment"
    ]


def _metrics(given: Sequence[tuple[str, str]]) -> Iterator[str]:
    at = 0
    while at < len(given):
        kind, text = given[at]
        after = given[at + 1][1] if at + 1 < len(given) else ""
        if text == "{":
            end = _closing(given, at)
            yield from _named(given[at:end])
            at = end
        elif text == "[":
            at = _closing(given, at)
        elif kind == "name" and text.lower() in GROUPINGS and after == "(":
            at = _closing(given, at + 1)
        elif kind == "name" and not _is_word(text, after):
            yield text
        at += 1


def _is_word(text: str, after: str) -> bool:
    """Tell words, functions and aggregations from names of metrics."""
    if text.lower() in WORDS | GROUPINGS:
        return True
    return after == "(" or (text in AGGREGATIONS and after in ("by", "without"))


def _named(matchers: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Read the name out of matchers such as {__name__="up"}."""
    for (_, label), (_, operator), (kind, value) in zip(
        matchers, matchers[1:], matchers[2:]
    ):
        if label == "__name__" and operator == "=" and kind == "text":
            yield value[1:-1]


def _closing(given: Sequence[tuple[str, str]], at: int) -> int:
    """Return where the bracket ends that begins here."""
    opening, closing = given[at][1], PAIRS[given[at][1]]
    depth = 0
    for number in range(at, len(given)):
        text = given[number][1]
        depth += (text == opening) - (text == closing)
        if not depth:
            return number
    raise ValueError(
        f"could not read the expression at '{opening}': it is never closed;"
        f" add '{closing}'"
    )
