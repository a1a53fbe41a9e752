"""Parse durations of compose files and Dockerfiles: 1m30s, 500ms."""

import re
from typing import Final

PART: Final = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|us|ns)")
SECONDS: Final = {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}


def seconds(text: str) -> float:
    """Read a duration; ValueError for what is none."""
    parts = PART.findall(text)
    if text != "0" and "".join(map("".join, parts)) != text or not text:
        raise ValueError(f"'{text}' is no duration such as 1m30s")
    return sum(float(number) * SECONDS[unit] for number, unit in parts)
