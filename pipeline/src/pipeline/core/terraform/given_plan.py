"""Decide whether a plan that was made elsewhere may be applied."""

from dataclasses import dataclass, replace
from typing import Final

from pipeline.core.terraform import plan as terraform_plan
from pipeline.core.terraform.plan import Plan
from pipeline.core.verdict import Leg, Run

# As one repeats it.
STAGE: Final = "terraform --plan"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan may do: lose something, or not even change anything."""

    allow_destroy: bool = False
    no_changes: bool = False


def told(plan: Plan, asked: Asked) -> Run:
    """Judge a plan: what it loses is red, and drift where no change is expected."""
    found = terraform_plan.losses(plan, allowed=asked.allow_destroy)
    if asked.no_changes:
        found += terraform_plan.drifted(plan)
    leg = Leg.found(STAGE, "", (terraform_plan.TOOL,), found)
    said, log = terraform_plan.counted(plan), terraform_plan.summary(plan)
    return Run((replace(leg, reason=said, log=log),))
