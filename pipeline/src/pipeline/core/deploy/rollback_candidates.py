"""List the releases that an environment can go back to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.core.environments import hold
from pipeline.core.environments.decision import Past, Places, Snapshot
from pipeline.core.environments.environment_health import Statuses
from pipeline.core.environments.release_commit import with_release
from pipeline.core.environments.snapshot import Earlier, earlier, live_schema
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.release import schema
from pipeline.core.release.release import Release
from pipeline.core.release.schema import Schema

# Fewer digits may soon name another image, too.
LEAST_DIGITS: Final = 7
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Goal:
    """A release that was there, and the commit that left it there last."""

    past: Past
    release: Release

    @property
    def digest(self) -> str:
        """Return the digest of its image."""
        return self.release.image.digest

    def __str__(self) -> str:
        """Return digest and version, as people tell releases from each other."""
        return f"{self.digest[:19]} ({self.release.version})"


@dataclass(frozen=True, slots=True)
class Restorable:
    """What ran in an environment, and what speaks against going back to it.

    Git does not know whether a release was healthy. What was not has been put on hold.
    """

    snapshot: Snapshot
    places: Places
    environment: Environment
    statuses: Statuses

    def releases(self) -> Iterator[Goal]:
        """Go through the releases that were there, each where it was last."""
        seen: set[str] = set()
        for each in earlier(self.snapshot, self.places, self.environment):
            if each.release and each.digest not in seen:
                seen.add(each.digest)
                yield Goal(each.past, each.release)

    def named(self, name: str) -> Goal:
        """Return the release of a digest, the beginning of one, or a version."""
        known = list(self.releases())
        found = [each for each in known if _is_named(each, name)]
        if len(found) == 1:
            return found[0]
        if found:
            problem = f"it is not clear which is meant; it may be {_names(found)}"
        else:
            problem = f"no such release was there; there was {_names(known)}"
        raise self.refused(problem, name)

    def last(self, bad: Earlier) -> Goal:
        """Return the release that ran before the bad one and is not on hold."""
        older = [each for each in self.releases() if _is_older(each, bad)]
        for each in older:
            if not self.held(each):
                return each
        problem = "nothing else ran there before; bump a fixed release"
        if older:
            problem = (
                f"all that ran there before are on hold: {_names(older)};"
                " 'release-hold' one, or bump a fixed one"
            )
        raise self.refused(problem)

    def refuse_bad(self, goal: Goal, bad: str | None) -> None:
        """Refuse to go to what is to be left."""
        if goal.digest == bad:
            raise self.refused(
                "it is the bad one itself; name another one", goal.digest
            )

    def check(self, goal: Goal, bad: str) -> None:
        """Refuse a release that must not come back, or cannot work there now."""
        held = self.held(goal)
        if held:
            raise self.refused(held, goal.digest)
        there = self.snapshot, self.places, self.environment
        live = live_schema(*there, self.statuses)
        unfit = schema.complaint(live, goal.release.schema)
        if unfit:
            raise self.refused(f"{unfit}; {self._instead(live, bad)}", goal.digest)

    def refuse_forward(self, goal: Goal, here: Earlier, *, is_bad: bool) -> None:
        """Refuse a newer release than runs there, unless that one is said to be bad."""
        if here.build is None or goal.release.build <= here.build:
            return
        newer = f"it is build {goal.release.build}, and build {here.build} runs there"
        if not is_bad:
            problem = (
                f"{newer}: going forward is a promotion; if {here.digest} is bad"
                " itself, name it as the bad one"
            )
            raise self.refused(problem, goal.digest)
        past = earlier(self.snapshot, self.places, self.environment)
        if any(goal.digest in each.held for each in past):
            problem = f"{newer}, and it was on hold there once: promote it"
            raise self.refused(problem, goal.digest)

    def held(self, goal: Goal) -> str | None:
        """Say what holds a release, and what to do, if anything does."""
        there = self.snapshot, self.places, self.environment
        return hold.complaint(*there, goal.digest, goal.release.commit)

    def component(self, goal: Goal) -> str:
        """Return today's component with a release; the newest that can be read."""
        path = self.places.component(self.environment)
        past = self.snapshot.past.get(self.environment, ())
        for files in (self.snapshot.files, *(each.files for each in past)):
            try:
                return with_release(files.get(path, ""), goal.release, path)
            except Refused:
                # Whatever people have made of it since: what it was before will do.
                continue
        raise self.refused(f"'{path}' never was one that could be read", goal.digest)

    def _instead(self, live: Schema | None, bad: str) -> str:
        for each in self.releases():
            fits = schema.fits(live, each.release.schema)
            if fits and each.digest != bad and not self.held(each):
                return f"the newest that would do is {each}: give it as --to"
        return "no earlier one would do: bump a fixed release"

    def refused(self, problem: str, name: str = "") -> Refused:
        """Return the error that the environment cannot go back."""
        goal = f" to '{name}'" if name else ""
        where = self.environment.value
        return Refused(f"could not roll back '{where}'{goal}: {problem}")


def _names(goals: list[Goal]) -> str:
    return ", ".join(map(str, goals[:SHOWN])) or "nothing"


def _is_named(goal: Goal, name: str) -> bool:
    digits = name.removeprefix("sha256:")
    begins = goal.digest.removeprefix("sha256:").startswith(digits)
    return name == goal.release.version or (len(digits) >= LEAST_DIGITS and begins)


def _is_older(goal: Goal, bad: Earlier) -> bool:
    if bad.release is None:
        return goal.digest != bad.digest
    # Another image of the bad commit is no better.
    same = goal.release.commit == bad.release.commit
    return goal.release.build < bad.release.build and not same
