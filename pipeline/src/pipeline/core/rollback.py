"""Go back to an earlier release by a new commit, and keep the bad one out.

What is restored is what lay in Git, byte for byte. Which digest is bad is settled by
the first look: a command that is repeated, or that others were faster than, must not
go back twice.
"""

from dataclasses import dataclass

from pipeline.core import hold
from pipeline.core.decision import Decision, Intent, Nothing, Places, Snapshot
from pipeline.core.earlier import Earlier, present
from pipeline.core.facts import Kind, write
from pipeline.core.health import Statuses
from pipeline.core.history import Change, history
from pipeline.core.holding import Order, check
from pipeline.core.restorable import Goal, Restorable
from pipeline.core.state import image_in


def rollback(
    order: Order, places: Places, to: str, bad: str, statuses: Statuses
) -> Intent:
    """Go back *to* a release, or the last good one, from what is *bad* or runs."""
    order.check("roll back")
    if bad:
        check(bad, "leave")
    return Rollback(order, places, to, bad, statuses)


@dataclass(slots=True)
class Rollback:
    """An intent that remembers which digest it found to be bad."""

    order: Order
    places: Places
    to: str
    bad: str
    statuses: Statuses

    def __call__(self, snapshot: Snapshot) -> Decision:
        """Restore an earlier release, unless that has been done."""
        known = Restorable(snapshot, self.places, self.order.environment, self.statuses)
        here = self._here(known)
        goal = known.named(self.to) if self.to else None
        if goal:
            known.refuse_bad(goal, self.bad)
        elif not self.bad and self._has_gone_back(snapshot):
            why = f"{self._runs(here)} since a rollback"
            return Nothing(f"{why}; to go further, name it as the bad one")
        self.bad = self.bad or here.digest
        if (
            here.image
            and self.bad != here.digest
            or goal
            and goal.digest == here.digest
        ):
            return self._only_held(snapshot, here)
        goal = goal or known.last(here)
        known.check(goal, self.bad)
        return self._restored(snapshot, goal)

    def _here(self, known: Restorable) -> Earlier:
        """Return what runs there; with a goal it may be a component that is broken."""
        where = self.order.environment
        here = present(known.snapshot, self.places, where)
        if not (here.image or self.to):
            # It says what is wrong with a component that cannot be read.
            image_in(known.snapshot.files, self.places, where)
            raise known.refused("nothing runs there; name a release to go to")
        return here

    def _has_gone_back(self, snapshot: Snapshot) -> bool:
        entries = history(snapshot, self.places, self.order.environment)
        moves = [entry.change for entry in entries if entry.digest != entry.before]
        return moves[:1] == [Change.ROLLBACK]

    def _only_held(self, snapshot: Snapshot, here: Earlier) -> Decision:
        """Keep out what is bad: it does not run there, or no more."""
        files = self._hold(snapshot)
        if self.bad == here.digest or not files:
            return Nothing(self._runs(here))
        more = {"Deploy-Reason": self.order.reason}
        return write(Kind.HOLD, self.order.environment, self.bad, files, more=more)

    def _restored(self, snapshot: Snapshot, goal: Goal) -> Decision:
        where = self.order.environment
        paths = self.places.component(where), self.places.record(where)
        files = {path: goal.past.files[path] for path in paths}
        return write(
            Kind.ROLLBACK,
            where,
            goal.digest,
            {**files, **self._hold(snapshot)},
            goal.release,
            {"Deploy-Reason": self.order.reason, "Deploy-Bad": self.bad},
        )

    def _hold(self, snapshot: Snapshot) -> dict[str, str | None]:
        """Return the marker of the bad digest, unless somebody has put one there."""
        path = self.places.hold(self.order.environment, self.bad)
        if not self.bad or path in snapshot.files:
            return {}
        return {path: hold.text(self.order.hold(self.bad))}

    def _runs(self, here: Earlier) -> str:
        return f"{self.order.environment.value} runs {here.digest}"
