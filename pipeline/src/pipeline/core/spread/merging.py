"""Merge the parts of a spread run into one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.core.errors import PartError
from pipeline.core.spread.calls import Call
from pipeline.core.verdict import Leg, Run, weighed


@dataclass(frozen=True, slots=True)
class Part:
    """What a call found. *began* counts in seconds from the beginning of the run."""

    call: Call
    run: Run
    began: float = 0.0


def merged(
    calls: Sequence[Call],
    parts: Iterable[Part],
    lost: Mapping[Call, str],
    required: Collection[str],
) -> Run:
    """Return the whole run; a call without a part is one that has no verdict.

    What is red follows from all legs together, whatever each part took it for: what
    a leg waited for may be in another part. PartError for a leg reported twice, or
    one that nobody asked for.
    """
    by_call = _by_call(parts, calls)
    errors: dict[str, str] = {}
    legs: list[Leg] = []
    for call in calls:
        for stage, why in _errors(call, by_call.get(call), lost.get(call)).items():
            errors[stage] = _joined(errors.get(stage), why)
        if part := by_call.get(call):
            began = part.began
            legs += [replace(leg, started=began + leg.started) for leg in part.run.legs]
    return Run(weighed(legs, required), errors)


def fits(call: Call, run: Run) -> str:
    """Say why a run cannot be what a call found; nothing when it can."""
    if not run.legs and not run.errors:
        return f"'{call.title}' reported neither a leg nor why it has none"
    names = [(leg.stage, leg.name) for leg in run.legs]
    twice = [name for stage, name in names if names.count((stage, name)) > 1]
    if twice:
        return f"'{call.title}' reported its leg '{twice[0]}' twice"
    foreign = [stage for stage in (*(s for s, _ in names), *run.errors)]
    for stage in foreign:
        if stage != call.stage:
            return f"'{call.title}' reported on '{stage}', which it was not asked for"
    for _, name in names:
        if call.python and name != call.python:
            return f"'{call.title}' reported on Python '{name}'"
    return ""


def _by_call(parts: Iterable[Part], calls: Collection[Call]) -> dict[Call, Part]:
    found: dict[Call, Part] = {}
    for part in parts:
        cause = fits(part.call, part.run)
        if part.call not in calls:
            cause = f"nobody asked for '{part.call.title}'"
        elif part.call in found:
            cause = f"'{part.call.title}' was reported twice"
        if cause:
            raise PartError(
                f"could not put the parts of the run together: {cause};"
                " run it again, and look at engines.json of the report"
            )
        found[part.call] = part
    return found


def _errors(call: Call, part: Part | None, why: str | None) -> Mapping[str, str]:
    if part is None:
        return {call.stage: why or f"'{call.title}' has not reported"}
    return part.run.errors


def _joined(before: str | None, why: str) -> str:
    """Put together what two calls of a gate say, once where it is the same."""
    if before is None or why in before.splitlines() or why == before:
        return before or why
    return f"{before}\n{why}"
