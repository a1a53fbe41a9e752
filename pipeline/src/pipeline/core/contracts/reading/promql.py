"""Extract the names of metrics from PromQL."""

import re
from collections.abc import Iterator
from typing import Final

# In this order: what is inside of a text is no name. Templates of Argo Rollouts and
# variables of dashboards stand for values that come later.
TOKEN: Final = re.compile(
    r"""(?P<template>\{\{.*?\}\}|\$\{[^}]*\}|\$\w+|\[\[\w+\]\])
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)
    |(?P<comment>\#[^\n]*)
    |(?P<range>\[[^\]]*\])
    |(?P<number>[0-9.][\w.]*)
    |(?P<name>[a-zA-Z_:][\w:]*)
    |(?P<sign>[^\s])""",
    re.VERBOSE,
)
LISTS: Final = frozenset(
    ("by", "without", "on", "ignoring", "group_left", "group_right")
)
WORDS: Final = frozenset(
    ("and", "or", "unless", "atan2", "bool", "offset", "inf", "nan", "start", "end")
)

Tokens = list[tuple[str, str]]


def metrics(query: str) -> frozenset[str]:
    """Return the names of the metrics that a query reads."""
    tokens = list(_tokens(query))
    return frozenset(_names(tokens))


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind not in ("comment", "range", "template"):
            yield kind, match[0]


def _names(tokens: Tokens) -> Iterator[str]:
    braces, labels = 0, False
    for place, (kind, token) in enumerate(tokens):
        following = tokens[place + 1][1] if place + 1 < len(tokens) else ""
        if kind == "sign":
            braces += {"{": 1, "}": -1}.get(token, 0)
            labels = labels and token != ")"
        elif kind == "name" and braces:
            yield from _named(tokens[place : place + 3])
        elif kind == "name" and token.lower() in LISTS:
            labels = following == "("
        elif kind == "name" and not labels and _is_metric(token, following):
            yield token


def _named(tokens: Tokens) -> Iterator[str]:
    """Read a name that is given as a label: {__name__="up"}."""
    if len(tokens) == 3:
        name, sign, (kind, value) = tokens
        if (name[1], sign[1], kind) == ("__name__", "=", "text"):
            yield value.strip("\"'`")


def _is_metric(token: str, following: str) -> bool:
    """Tell a metric from a function, an aggregation and an operator."""
    return (
        following != "("
        and following.lower() not in ("by", "without")
        and token.lower() not in WORDS
    )
