"""Say times and shares as people do."""

from datetime import datetime, timedelta

UNITS = (
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)
NOTHING = "–"


def duration(span: timedelta | None) -> str:
    """Say how long something took, in its two biggest units."""
    if span is None:
        return NOTHING
    for (name, unit), (smaller, part) in zip(UNITS, UNITS[1:], strict=False):
        if span >= unit:
            rest = (span % unit) // part
            whole = counted(span // unit, name)
            return f"{whole} {counted(rest, smaller)}" if rest else whole
    return counted(span // timedelta(seconds=1), "second")


def ago(time: datetime, now: datetime) -> str:
    """Say how long ago something was, in its biggest unit."""
    for name, unit in UNITS[:-1]:
        if now - time >= unit:
            return f"{counted((now - time) // unit, name)} ago"
    # Clocks differ a little: what was just reported may seem to come.
    return "just now"


def counted(number: int, thing: str) -> str:
    """Say how many there are of something."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def share(part: float | None) -> str:
    """Say a share as a percentage."""
    return NOTHING if part is None else f"{part:.0%}"


def rate(per_day: float) -> str:
    """Say how often something happens."""
    if per_day >= 1:
        return f"{per_day:.1f} a day"
    if per_day * 7 >= 1:
        return f"{per_day * 7:.1f} a week"
    return f"{per_day * 30:.1f} a month" if per_day else "none"


def short(digest: str) -> str:
    """Shorten a digest or a commit to what people compare."""
    return digest.removeprefix("sha256:")[:12]


def moment(time: datetime) -> str:
    """Say a time exactly."""
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"
