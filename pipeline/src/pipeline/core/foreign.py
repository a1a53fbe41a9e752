"""Escape what tools and repositories say for the place that it is shown in.

All of it may be written by strangers: names of files, messages, settings.
"""

import re
from typing import Final

LENGTH: Final = 500
# Sequences that move the cursor, colour, or name the window of a terminal.
SEQUENCE: Final = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])"
)
# What a runner of GitHub takes for its own: the first at a line's beginning, the
# second anywhere.
COMMAND: Final = re.compile(r"(?m)^(\s*):(?=:)")
OLD_COMMAND: Final = "##["
MARKS: Final = re.compile(r"([\\`*_\[\]|#~])")
# What an archive of artifacts refuses in the name of a file.
NO_NAME: Final = re.compile(r'["<>|*?:\\]')
UNKNOWN: Final = "\ufffd"
# Nobody sees it; without it a name after it would be called by a message.
NOTHING: Final = "\u200b"


def plain(text: str) -> str:
    """Return text without what a terminal would obey, and what is no character."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else UNKNOWN
        for sign in SEQUENCE.sub("", text.replace("\r\n", "\n"))
    )


def terminal(text: str) -> str:
    """Return plain text that no runner takes for commands."""
    return COMMAND.sub(r"\1: ", plain(text)).replace(OLD_COMMAND, "# #[")


def markdown(text: str, length: int = LENGTH) -> str:
    """Return text on one line that is neither Markdown nor HTML, and calls nobody."""
    flat = " ".join(plain(text).split())
    flat = flat if len(flat) <= length else f"{flat[:length]}..."
    flat = flat.replace("&", "&amp;").replace("<", "&lt;")
    return MARKS.sub(r"\\\1", flat).replace("@", f"@{NOTHING}")


def code(text: str, length: int = LENGTH) -> str:
    """Return text as a span of code in Markdown."""
    flat = " ".join(plain(text).split()).replace("`", "'")
    return f"`{flat[:length]}`" if flat else ""


def file_name(path: str) -> str:
    """Return a path that every file system and archive takes."""
    parts = NO_NAME.sub("_", plain(path)).replace("\n", "_").split("/")
    return "/".join(part if part.strip(".") else "_" for part in parts if part)
