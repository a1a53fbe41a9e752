"""Decide what a record's evidence is worth."""

from typing import Final

from pipeline.core.release.release import Evidence
from pipeline.core.verdict import Verdict

PASSED: Final = Verdict.PASSED.value
FAILED: Final = Verdict.FAILED.value
ABSENT: Final = Verdict.ABSENT.value


def problems(
    gate: str, evidence: tuple[Evidence, ...], named: tuple[str, ...] = ()
) -> list[str]:
    """Say what a record lacks for a gate that is required; nothing when it is green.

    Gates that are *named* must have had something to look at.
    """
    legs = [leg for leg in evidence if leg.stage == gate]
    red = [f"gate {_name(leg)} {_ended(leg)}" for leg in legs if is_red(leg)]
    verdicts = {leg.verdict for leg in legs}
    absent = verdicts == {ABSENT} and gate not in named
    if not red and PASSED not in verdicts and not absent:
        return [f"gate {gate} has no evidence in its record"]
    return red


def is_red(leg: Evidence) -> bool:
    """Say whether a leg stops a release."""
    return leg.verdict == FAILED or (leg.required and leg.verdict != PASSED)


def _name(leg: Evidence) -> str:
    return f"{leg.stage} ({leg.leg})" if leg.leg else leg.stage


def _ended(leg: Evidence) -> str:
    return "has failed" if leg.verdict == FAILED else f"was {leg.verdict}"
