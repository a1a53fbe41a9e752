"""Record in Git a rollback that Argo Rollouts made by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pipeline.core.deploy.place_hold import Order, hold
from pipeline.core.deploy.rollback import rollback
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
    Snapshot,
    Write,
)
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.snapshot import earlier, present
from pipeline.core.json_file import Field, parse, refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import DIGEST

WHERE: Final = "rollout"
BY_DIGEST: Final = re.compile(rf"[^@]+@({DIGEST.pattern})", re.ASCII)
LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Rollout:
    """What the cluster says of a rollout: which images, and whether it was aborted.

    It is *behind* while it still tells of an earlier version of what is wanted.
    """

    digests: frozenset[str]
    aborted: bool
    behind: bool
    message: str


def catch_up(
    environment: Environment,
    rollout: str,
    by: str,
    at: datetime,
    places: Places,
    statuses: Statuses,
) -> Intent:
    """Roll back what was aborted, if Git still says that it should run."""
    found = read(rollout)
    reason = f"rollout aborted: {found.message}" if found.message else "rollout aborted"
    order = Order(environment, reason, by, at)

    def intent(snapshot: Snapshot) -> Decision:
        if not found.aborted:
            return Nothing("the rollout is not aborted")
        if found.behind:
            return Nothing("the rollout's status is that of an earlier version")
        here = present(snapshot, places, environment).digest
        if here not in found.digests:
            moved = f"Git has moved on: {environment.value} is to run"
            late = _late(order, found, snapshot, places)
            return late or Nothing(f"{moved} {here or 'nothing'}")
        return rollback(order, "", here, statuses).within(places)(snapshot)

    return intent


def _late(
    order: Order, found: Rollout, snapshot: Snapshot, places: Places
) -> Decision | None:
    """Put what was aborted on hold though something else runs: it must stay away."""
    for each in earlier(snapshot, places, order.environment):
        if each.release and each.digest in found.digests:
            made = hold(order, each.digest, places)(snapshot)
            return made if isinstance(made, Write) else None
    return None


def read(text: str) -> Rollout:
    """Read a rollout as kubectl prints it, or as a notification has it."""
    rollout = parse(text, WHERE)
    kind = rollout.some(["kind"])["kind"].line()
    if kind != "Rollout":
        raise refused(WHERE, f"it is a {kind}", "give the Rollout, as JSON")
    digests = frozenset(_digests(rollout))
    if not digests:
        cause = "none of its containers has an image by digest"
        raise refused(
            WHERE, cause, "give one with spec.template, as the pipeline ships"
        )
    return Rollout(
        digests=digests,
        aborted=_below(rollout, "status", "abort").value is True,
        behind=_is_behind(rollout),
        message=_message(_below(rollout, "status", "message").value),
    )


def _digests(rollout: Field) -> Iterator[str]:
    """Go through the digests of the images that a rollout is of."""
    containers = _below(rollout, "spec", "template", "spec", "containers")
    for container in replace(containers, value=containers.value or []).items():
        named = BY_DIGEST.fullmatch(container.some(["image"])["image"].line(most=999))
        if named:
            yield named[1]


def _is_behind(rollout: Field) -> bool:
    """Say whether the status is of an older generation; there it is a text."""
    wanted = _below(rollout, "metadata", "generation").value
    seen = str(_below(rollout, "status", "observedGeneration").value)
    # Before its version 1.0 it was a hash, of which nothing can be told.
    return isinstance(wanted, int) and seen.isdecimal() and int(seen) < wanted


def _below(field: Field, *names: str) -> Field:
    """Return what lies that deep in an object; null where it is missing on the way."""
    for name in names:
        field = replace(field, value={} if field.value is None else field.value)
        field = field.member(name)
    return field


def _message(value: object) -> str:
    """Return the reason as one line that a hold can hold."""
    message = value if isinstance(value, str) else ""
    printable = "".join(sign if sign.isprintable() else " " for sign in message)
    return " ".join(printable.split())[:LONGEST]
