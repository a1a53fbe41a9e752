"""Plan a promotion: its changes, and a hash by which it is approved.

The hash is that of what would be applied: not of the commit, of the time, or of files
that have nothing to do with it. Hashes of its parts follow it, so that a refusal can
say what has become different since the approval.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pipeline.core.deploy.case import Case, Request
from pipeline.core.deploy.promotion import case_of, changed, promotion, runs_already
from pipeline.core.deploy.promotion_rules import RULES
from pipeline.core.environments import dora
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
    Snapshot,
)
from pipeline.core.environments.history import history
from pipeline.core.environments.snapshot import live_schema, present
from pipeline.core.errors import Refused
from pipeline.core.reference import Image
from pipeline.core.release.schema import Schema

DAYS: Final = 30
HASH: Final = re.compile(r"[0-9a-f]{64}(?:(?:\.[0-9a-f]{8}){5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rendered:
    """All manifests of an environment, as they are and as they would be."""

    before: str
    after: str


Files = Mapping[str, str | None]
# Of the branch's newest commit, once as it is and once with some files changed.
Render = Callable[[Snapshot, Files], Rendered]


@dataclass(frozen=True, slots=True)
class Plan:
    """A promotion thought through to its end; *answers* has each rule's objection."""

    case: Case
    replaced: Image | None
    files: Files
    manifests: Rendered
    live: Schema | None
    answers: Mapping[str, str | None]
    dora: dora.Dora


@dataclass(frozen=True, slots=True)
class Planner:
    """What is asked for, where, who renders manifests, and the time."""

    request: Request
    places: Places
    render: Render
    at: datetime

    def plan(self, snapshot: Snapshot) -> Plan | Nothing:
        """Think a promotion through, whatever speaks against it."""
        case = case_of(self.request, snapshot, self.places)
        files = changed(case)
        if not files:
            return runs_already(case)
        there = snapshot, self.places, case.target
        return Plan(
            case=case,
            replaced=present(*there).image,
            files=files,
            manifests=self.render(snapshot, files),
            live=live_schema(*there, self.request.statuses),
            answers={name: rule(case) for name, rule in RULES.items()},
            dora=dora.measure(history(*there), case.target, DAYS, self.at),
        )

    def as_approved(self, approved: str) -> Intent:
        """Promote exactly what was approved by the hash of its plan, or nothing."""
        promote = promotion(replace(self.request, plan_hash=approved), self.places)

        def intent(snapshot: Snapshot) -> Decision:
            decision = promote(snapshot)
            plan = self.plan(snapshot)
            if isinstance(decision, Nothing) or isinstance(plan, Nothing):
                return decision
            refuse_other(plan, approved)
            return decision

        if not HASH.fullmatch(approved):
            raise Refused(
                f"could not take plan hash '{approved}': it is no hash of a plan;"
                " copy the last line of the plan"
            )
        return intent


def refuse_other(plan: Plan, approved: str) -> None:
    """Refuse a plan that is another one than the approved, and say in what."""
    found = digest(plan)
    if found.startswith(approved):
        return
    pairs = zip(
        parts(plan), found.split(".")[1:], approved.split(".")[1:], strict=False
    )
    other = ", ".join(name for name, now, then in pairs if now != then)
    image, where = plan.case.release.image.digest, plan.case.target.value
    raise Refused(
        f"could not promote '{image}' to '{where}': it is not what was approved:"
        f" {other or 'something'} changed; look at the plan again and approve {found}"
    )


def digest(plan: Plan) -> str:
    """Return the hash of a plan, with the beginnings of its parts' hashes."""
    found = parts(plan)
    short = [_hash(part)[:8] for part in found.values()]
    return ".".join((_hash(found), *short))


def parts(plan: Plan) -> dict[str, object]:
    """Return what would be applied, and in place of what."""
    case, places = plan.case, plan.case.places
    files, past = case.snapshot.files, case.snapshot.past.get(case.target, ())
    component = places.component(case.target)
    return {
        "environments": [case.request.source.value, case.target.value],
        "release": [str(case.release.image), files[places.record(case.request.source)]],
        # With the commit that left it there: an approval is of one deployment only.
        "present image": [str(plan.replaced), *(each.commit for each in past[:1])],
        "component": plan.files.get(component, files[component]),
        "manifests": [plan.manifests.after, *case.loosened],
    }


def _hash(part: object) -> str:
    text = json.dumps(part, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
