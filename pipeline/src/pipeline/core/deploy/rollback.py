"""Restore an earlier release by a new commit, and hold the bad one.

The record is restored byte for byte, and the digest into the component of today: what
people have changed around it, such as its name, is not part of a release. Which digest
is bad is settled by the first look: a command that is repeated, or that others were
faster than, must not go back twice.
"""

from dataclasses import dataclass

from pipeline.core.deploy.place_hold import Order, check
from pipeline.core.deploy.rollback_candidates import Goal, Restorable
from pipeline.core.environments import hold
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
)
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.facts import Kind, write
from pipeline.core.environments.history import Change, history
from pipeline.core.environments.snapshot import Earlier, present, recorded
from pipeline.core.environments.state import image_in


def rollback(order: Order, to: str, bad: str, statuses: Statuses) -> "Rollback":
    """Go back *to* a release, or the last good one, from what is *bad* or runs."""
    order.check("roll back")
    if bad:
        check(bad, "leave")
    return Rollback(order, to, bad or None, statuses, is_named=bool(bad))


@dataclass(slots=True)
class Rollback:
    """A command that remembers which digests its first look found.

    *bad* is None before that, and empty if nothing ran there; *is_named* says whether
    the command named it. What was named *to* go to by its version, or by a part of its
    digest, may be two releases at the next look.
    """

    order: Order
    to: str
    bad: str | None
    statuses: Statuses
    is_named: bool = False

    def within(self, places: Places) -> Intent:
        """Return the intent to do it where the environments lie in these places."""
        where = self.order.environment
        return lambda seen: self._decide(Restorable(seen, places, where, self.statuses))

    def _decide(self, known: Restorable) -> Decision:
        """Restore an earlier release, unless that has been done."""
        here = self._here(known)
        goal = known.named(self.to) if self.to else None
        if goal:
            self.to = goal.digest
            known.refuse_bad(goal, self.bad)
        elif self.bad is None and self._has_gone_back(known):
            why = f"{self._runs(here)} since a rollback"
            return Nothing(f"{why}; to go further, name it as the bad one")
        self.bad = here.digest if self.bad is None else self.bad
        replaced = here.image and self.bad != here.digest
        if replaced or (goal and goal.digest == here.digest):
            return self._only_held(known, here)
        goal = goal or known.last(here)
        known.refuse_forward(goal, here, is_bad=self.is_named)
        known.check(goal, self.bad)
        return self._restored(known, goal)

    def _here(self, known: Restorable) -> Earlier:
        """Return what runs there; with a goal it may be a component that is broken."""
        there = known.places, self.order.environment
        here = present(known.snapshot, *there)
        if not (here.image or self.to):
            # It says what is wrong with a component that cannot be read.
            image_in(known.snapshot.files, *there)
            raise known.refused("nothing runs there; name a release to go to")
        return here

    def _has_gone_back(self, known: Restorable) -> bool:
        entries = history(known.snapshot, known.places, self.order.environment)
        moves = [entry.change for entry in entries if entry.digest != entry.before]
        return moves[:1] == [Change.ROLLBACK]

    def _only_held(self, known: Restorable, here: Earlier) -> Decision:
        """Keep out what is bad: it does not run there, or no more."""
        files = self._hold(known)
        if not self.bad or self.bad == here.digest or not files:
            return Nothing(self._runs(here))
        more = {"Deploy-Reason": self.order.reason}
        return write(Kind.HOLD, self.order.environment, self.bad, files, more=more)

    def _restored(self, known: Restorable, goal: Goal) -> Decision:
        where, places = self.order.environment, known.places
        record = places.record(where)
        files = {
            places.component(where): known.component(goal),
            record: goal.past.files[record],
        }
        return write(
            Kind.ROLLBACK,
            where,
            goal.digest,
            {**files, **self._hold(known)},
            goal.release,
            {"Deploy-Reason": self.order.reason, "Deploy-Bad": self.bad or ""},
        )

    def _hold(self, known: Restorable) -> dict[str, str | None]:
        """Return the marker of the bad digest, unless somebody has put one there."""
        if not self.bad:
            return {}
        path = known.places.hold(self.order.environment, self.bad)
        if path in known.snapshot.files:
            return {}
        release = recorded(known.snapshot, known.places, self.bad)
        return {path: hold.text(self.order.hold(self.bad, release))}

    def _runs(self, here: Earlier) -> str:
        return f"{self.order.environment.value} runs {here.digest}"
