"""The page's time line: a bar for each leg."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from pipeline.core.report.page.parts import badge, section
from pipeline.core.verdict import Leg, Run, Verdict

# Steps between two marks of the axis, in seconds, and how many fit a phone.
STEPS: Final = (0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 14400)
MARKS: Final = 5
# What is there has to be seen, however short it was beside the rest.
LEAST: Final = 0.4


def stages(run: Run) -> list[str]:
    """Return the stages in the order of the run, each with its legs and their bars."""
    lasted = duration(run)
    items = [
        _stage(stage, [_leg(leg, lasted) for leg in legs])
        for stage, legs in groupby(run.legs, key=lambda leg: leg.stage)
    ]
    broken = [
        _stage(stage, [f'<p class="said">{badge("could not run")} {escape(why)}</p>'])
        for stage, why in run.errors.items()
    ]
    axis = [_axis(lasted)] if lasted else []
    return section("Stages", *axis, '<ol class="stages">', *items, *broken, "</ol>")


def duration(run: Run) -> float:
    """Return how many seconds the run took, as far as its legs tell."""
    return max((leg.started + leg.seconds for leg in run.legs), default=0.0)


def _stage(name: str, legs: Sequence[str]) -> str:
    return f"<li><h3>{escape(name)}</h3><div>{''.join(legs)}</div></li>"


def _leg(leg: Leg, lasted: float) -> str:
    """Say how a leg ended, when it ran and why, above its bar."""
    harmless = leg.verdict is not Verdict.PASSED and not leg.is_red
    words = [badge(leg.verdict.value, leg.name)]
    words += ["<small>(stops no release)</small>"] if harmless else []
    if leg.seconds:
        words.append(f"<small>{leg.seconds:.1f} s, from {leg.started:.1f} s on</small>")
    bar = _bar(leg, lasted) if leg.seconds else ""
    return f"<p>{' '.join([*words, escape(leg.note)])}</p>{bar}"


def _bar(leg: Leg, lasted: float) -> str:
    """Draw when a leg ran. Its words stand above it."""
    width = max(100 * leg.seconds / lasted, LEAST)
    x = min(100 * leg.started / lasted, 100 - width)
    marks = "".join(
        f'<line x1="{at:.2f}%" x2="{at:.2f}%" y2="100%"/>'
        for at in (100 * second / lasted for second in _marks(lasted))
    )
    bar = f'<rect x="{x:.2f}%" y="3" width="{width:.2f}%" height="10" rx="2"/>'
    return f'<svg class="bar {leg.verdict.value}" aria-hidden="true">{marks}{bar}</svg>'


def _axis(lasted: float) -> str:
    """Name the marks that all bars share."""
    marks = "".join(
        f'<text x="{100 * second / lasted:.2f}%" y="12">{_moment(second)}</text>'
        for second in _marks(lasted)
    )
    return f'<div class="axis"><svg aria-hidden="true">{marks}</svg></div>'


def _marks(lasted: float) -> Iterator[float]:
    step = next((step for step in STEPS if lasted / step <= MARKS), STEPS[-1])
    # The last mark's words must not stick out.
    return (number * step for number in range(int(0.95 * lasted / step) + 1))


def _moment(second: float) -> str:
    return f"{second:g} s" if second < 120 else f"{second / 60:g} min"
