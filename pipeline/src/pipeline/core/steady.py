"""Strip timestamps, durations and addresses, which differ from run to run."""

import re
from collections.abc import Mapping
from typing import Final

# JUnit reports write an escape that XML does not allow as #x1B.
COLOUR: Final = re.compile(r"(?:\x1b|#x1B)\[[0-9;]*m")
MOMENT: Final = re.compile(
    r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
)
DURATION: Final = re.compile(r"\bin \d+(?:\.\d+)?s(?: \(\d+:\d\d:\d\d\))?")
ADDRESS: Final = re.compile(r"\b0x[0-9a-f]{6,}\b")
TRACE: Final = re.compile(r"\s*\[traceparent:[0-9a-f-]+\]")

INSTEAD: Final[Mapping[re.Pattern[str], str]] = {
    COLOUR: "",
    TRACE: "",
    MOMENT: "...",
    DURATION: "in ...s",
    ADDRESS: "0x...",
}


def steady(text: str) -> str:
    """Return the text as every run on the same input would have it."""
    for varying, instead in INSTEAD.items():
        text = varying.sub(instead, text)
    return text
