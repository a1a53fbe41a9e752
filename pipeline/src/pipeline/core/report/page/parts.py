"""HTML that several parts of the page share."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote


def section(title: str, *lines: str) -> list[str]:
    """Return a part of the page under its heading."""
    return ["<section>", f"<h2>{escape(title)}</h2>", *lines, "</section>"]


def badge(verdict: str, leg: str = "") -> str:
    """Say a verdict in words as well as by colour."""
    words = f"{leg} {verdict}".strip()
    return f'<b class="{word(verdict)}">{escape(words)}</b>'


def word(verdict: str) -> str:
    """Return the class of a verdict."""
    return verdict.replace(" ", "-")


def link(path: str) -> str:
    """Return a link to a file of the bundle."""
    return f'<a href="{quote(path)}">{escape(path)}</a>'


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table, whose cells are HTML already, that can be scrolled sideways."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"
