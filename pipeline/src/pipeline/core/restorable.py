"""The releases that an environment could go back to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.core import hold, schema
from pipeline.core.decision import Places, Snapshot
from pipeline.core.earlier import Earlier, earlier, live_schema
from pipeline.core.environment import Environment
from pipeline.core.errors import Refused
from pipeline.core.health import Statuses

# Fewer digits may soon name another image, too.
LEAST_DIGITS: Final = 7
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Restorable:
    """What ran in an environment, and what speaks against going back to it.

    Git does not know whether a release was healthy. What was not has been put on hold.
    """

    snapshot: Snapshot
    places: Places
    environment: Environment
    statuses: Statuses

    def releases(self) -> Iterator[Earlier]:
        """Go through the releases that were there, each where it was last."""
        seen: set[str] = set()
        for each in earlier(self.snapshot, self.places, self.environment):
            if each.release and each.digest not in seen:
                seen.add(each.digest)
                yield each

    def named(self, name: str) -> Earlier:
        """Return the release of a digest, the beginning of one, or a version."""
        found = [each for each in self.releases() if _is_named(each, name)]
        if len(found) == 1:
            return found[0]
        known = found or list(self.releases())
        names = ", ".join(title(each) for each in known[:SHOWN]) or "nothing"
        cause, remedy = (
            ("it is not clear which is meant", f"it may be {names}")
            if found
            else ("no such release was there", f"there was {names}")
        )
        raise self.refused(name, cause, remedy)

    def last(self, bad: Earlier) -> Earlier:
        """Return the release that ran before the bad one and is not on hold."""
        older = [each for each in self.releases() if _is_older(each, bad)]
        for each in older:
            if not self.held(each):
                return each
        if older:
            names = ", ".join(title(each) for each in older[:SHOWN])
            cause = f"all that ran there before are on hold: {names}"
            raise self.refused("", cause, "'release-hold' one, or bump a mended one")
        raise self.refused("", "nothing else ran there before", "bump a mended release")

    def refuse_bad(self, goal: Earlier, bad: str) -> None:
        """Refuse to go to what is to be left."""
        if goal.digest == bad:
            raise self.refused(bad, "it is the bad one itself", "name another one")

    def check(self, goal: Earlier, bad: str) -> None:
        """Refuse a release that must not come back, or cannot work there now."""
        held = self.held(goal)
        if held:
            raise self.refused(goal.digest, *held.rsplit("; ", 1))
        unfit = self.unfit(goal)
        if unfit:
            raise self.refused(goal.digest, unfit, self._instead(bad))

    def held(self, each: Earlier) -> str | None:
        """Say what holds a release, if anything does."""
        return hold.complaint(self.snapshot, self.places, self.environment, each.digest)

    def unfit(self, each: Earlier) -> str | None:
        """Say why a release cannot work on the schema that is there, if so."""
        there = self.snapshot, self.places, self.environment
        window = each.release.schema if each.release else None
        return schema.complaint(live_schema(*there, self.statuses), window)

    def _instead(self, bad: str) -> str:
        for each in self.releases():
            if each.digest != bad and not self.held(each) and not self.unfit(each):
                return f"the newest that would do is {title(each)}: give it as --to"
        return "no earlier one would do: bump a mended release"

    def refused(self, name: str, cause: str, remedy: str) -> Refused:
        """Return the error that the environment cannot go back."""
        goal = f" to '{name}'" if name else ""
        where = self.environment.value
        return Refused(f"could not roll back '{where}'{goal}: {cause}; {remedy}")


def title(each: Earlier) -> str:
    """Return digest and version, as people tell releases from each other."""
    return f"{each.digest[:19]} ({each.release.version})" if each.release else ""


def _is_named(each: Earlier, name: str) -> bool:
    digits = name.removeprefix("sha256:")
    begins = each.digest.removeprefix("sha256:").startswith(digits)
    version = each.release.version if each.release else ""
    return name == version or (len(digits) >= LEAST_DIGITS and begins)


def _is_older(each: Earlier, bad: Earlier) -> bool:
    if each.build is None or bad.build is None:
        return each.digest != bad.digest
    return each.build < bad.build
