"""Render the table at the end of a run, with the commands that repeat red stages."""

from typing import Final

from pipeline.core.foreign import terminal
from pipeline.core.stages import STAGES, Stage
from pipeline.core.verdict import Leg, Run

WIDTH: Final = 110
SHOWN: Final = 3
# What nobody looked at is not to be lost behind what was found.
LEFT_OUT: Final = 8
# What a call cannot do without.
NEEDS: Final = {"policy": " --base=DIRECTORY"}
HEAD: Final = ("stage", "leg", "verdict", "time", "first findings")


def render(run: Run, command: str = "ci") -> str:
    """Return the table, the commands that repeat what is red, and the last line."""
    rows = [HEAD, *(_row(leg) for leg in run.legs), *_errors(run)]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    lines = []
    for row, leg in zip(
        rows, (None, *run.legs, *(None for _ in run.errors)), strict=True
    ):
        left = "  ".join(cell.ljust(w) for cell, w in zip(row[:4], widths, strict=True))
        indent = " " * (len(left) + 2)
        lines.append(_cut(f"{left}  {row[4]}"))
        lines += [_cut(indent + text) for text in _more(leg)]
    for stage, why in run.errors.items():
        lines += ["", f"{stage}: {why}"]
    repeat = [f"repeat: {text}" for text in repeats(run)]
    ending = f"{command}: {run.last_line}"
    text = "\n".join([*lines, "", *repeat, *([""] if repeat else []), ending])
    return f"{terminal(text)}\n"


def _row(leg: Leg) -> tuple[str, str, str, str, str]:
    time = f"{leg.seconds:.1f} s"
    return leg.stage, leg.name, leg.verdict.value, time, _first(leg)


def _first(leg: Leg) -> str:
    said = _said(leg)
    return said[0] if said else ""


def _said(leg: Leg) -> list[str]:
    """Return the findings as lines, those that block first.

    Where none does, they are notes: what was looked at comes before them.
    """
    ordered = sorted(leg.findings, key=lambda finding: not finding.blocks)
    found = _first_of([f"{finding.tool}: {finding}" for finding in ordered], SHOWN)
    looked = [leg.said] if leg.said else []
    left_out = _first_of([f"left out: {each}" for each in leg.left_out], LEFT_OUT)
    if any(finding.blocks for finding in ordered):
        return [*found, *left_out]
    return [*looked, *left_out, *found]


def _first_of(lines: list[str], number: int) -> list[str]:
    """Return the first lines, and how many are left."""
    left = len(lines) - number
    return lines[:number] + ([f"... and {left} more"] if left > 0 else [])


def _more(leg: Leg | None) -> list[str]:
    """Return what stands below the row of a leg."""
    return _said(leg)[1:] if leg else []


def _errors(run: Run) -> list[tuple[str, str, str, str, str]]:
    return [
        (stage, "", "no verdict", "", " ".join(why.split()))
        for stage, why in run.errors.items()
    ]


def repeats(run: Run) -> list[str]:
    """Return the command that repeats just it, for each red leg and missing stage."""
    commands = [_repeat(leg) for leg in run.red]
    commands += [_call(stage) for stage in run.errors]
    return list(dict.fromkeys(commands))


def _repeat(leg: Leg) -> str:
    if _stage(leg.stage).by_python:
        return f"{_call(leg.stage)} --python={leg.name}"
    return _call(leg.stage)


def _call(stage: str) -> str:
    return f"dagger call {_stage(stage).function}{NEEDS.get(stage, '')}"


def _stage(name: str) -> Stage:
    """Return a stage; what does one thing of it has no row of its own."""
    return STAGES.get(name, Stage(name))


def _cut(line: str) -> str:
    """Fit a line to the screen, without what would move the cursor of a terminal."""
    line = "".join(sign if sign.isprintable() else " " for sign in line).rstrip()
    return line if len(line) <= WIDTH else line[: WIDTH - 3] + "..."
