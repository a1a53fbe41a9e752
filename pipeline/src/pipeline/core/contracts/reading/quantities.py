"""Parse quantities of CPU and memory, and percentages."""

import math
import re
from fractions import Fraction
from typing import Final

QUANTITY: Final = re.compile(
    r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+|[A-Za-z]*)"
)
SUFFIXES: Final = {
    **{"n": Fraction(1, 10**9), "u": Fraction(1, 10**6), "m": Fraction(1, 1000)},
    **{"": Fraction(1), "k": Fraction(1000)},
    **{letter: Fraction(1000**n) for n, letter in enumerate("MGTPE", start=2)},
    **{f"{letter}i": Fraction(1024**n) for n, letter in enumerate("KMGTPE", start=1)},
}


def amount(value: object) -> Fraction | None:
    """Return a quantity as a number, so that 500m is 0.5; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    matched = QUANTITY.fullmatch(str(value).strip())
    if matched is None:
        return None
    number, suffix = matched.groups()
    if suffix[:1] in ("e", "E") and len(suffix) > 1:
        return Fraction(number) * Fraction(10) ** int(suffix[1:])
    factor = SUFFIXES.get(suffix)
    return None if factor is None else Fraction(number) * factor


def share(value: object, whole: int) -> int | None:
    """Return a number, or a percentage of *whole* rounded up; None where it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]+%", value):
        return math.ceil(Fraction(int(value[:-1]), 100) * whole)
    return None
