"""Choose the ticks of axes, and word the numbers at them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime

from monitoring.panels import Unit

LINES = 4
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
WHOLE = (1.0, 2.0, 5.0, 10.0)
# Bytes are counted in powers of two, so that 256 MiB is a round number.
BINARY = ("B", "KiB", "MiB", "GiB", "TiB")
BYTES = frozenset({Unit.BYTES, Unit.BYTES_PER_SECOND})
KILO = 1024
MINUTE, HOUR, DAY = 60, 3600, 86400
TIMES = (
    *(5, 10, 15, 30),
    *(MINUTE * each for each in (1, 2, 5, 10, 15, 30)),
    *(HOUR * each for each in (1, 2, 3, 6, 12)),
    *(DAY * each for each in (1, 2, 7, 14, 30)),
)


def values(top: float, unit: Unit) -> tuple[float, ...]:
    """Return ticks from 0 to the top or somewhat beyond it."""
    if top <= 0:
        return (0.0, 1.0)
    base = float(KILO ** _power(top)) if unit in BYTES else 1.0
    # What is counted comes in whole numbers, but quotients of counts do not.
    if unit is Unit.COUNT and top == int(top):
        step = max(1.0, _nice(top / LINES, WHOLE))
    else:
        step = _nice(top / base / LINES, NICE) * base
    lines = math.ceil(top / step - 1e-9)
    return tuple(step * number for number in range(lines + 1))


def _nice(step: float, nice: tuple[float, ...]) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return power * next(each for each in nice if each >= step / power - 1e-9)


def _power(value: float) -> int:
    if value < 1:
        return 0
    return min(int(math.log(value, KILO)), len(BINARY) - 1)


def times(start: float, end: float, most: int = 6) -> Iterator[float]:
    """Yield round times between two, few enough to stand side by side."""
    length = end - start
    step = next((each for each in TIMES if length / each <= most), TIMES[-1])
    at = math.ceil(start / step) * step
    while at <= end:
        yield float(at)
        at += step


def clock(time: float, length: float) -> str:
    """Word a time as precisely as its axis needs."""
    moment = datetime.fromtimestamp(time, UTC)
    if length <= 5 * MINUTE:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%H:%M}" if length <= 2 * DAY else f"{moment:%d %b}"


def word(value: float, unit: Unit) -> str:
    """Word a number with its unit."""
    match unit:
        case Unit.RATIO:
            return f"{short(value * 100)} %"
        case Unit.SECONDS:
            return _seconds(value)
        case Unit.BYTES:
            return _bytes(value)
        case Unit.BYTES_PER_SECOND:
            return f"{_bytes(value)}/s"
        case Unit.REQUESTS_PER_SECOND:
            return f"{short(value)}/s"
        case Unit.CORES | Unit.COUNT:
            return short(value)


def short(value: float) -> str:
    """Word a number with three digits, and k, M or G."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{_digits(value / (1e3 if letter == 'k' else size))}{letter}"
    return _digits(value)


def _digits(value: float) -> str:
    if value == 0:
        return "0"
    # Three digits that count; never an exponent.
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{min(places, 6)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _seconds(value: float) -> str:
    if value == 0:
        return "0"
    if abs(value) < 1e-3:
        return f"{_digits(value * 1e6)} µs"
    return f"{_digits(value * 1e3)} ms" if abs(value) < 1 else f"{_digits(value)} s"


def _bytes(value: float) -> str:
    power = _power(abs(value))
    return f"{_digits(value / KILO**power)} {BINARY[power]}"
