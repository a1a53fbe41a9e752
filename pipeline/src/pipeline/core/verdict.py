"""Legs and stages of a run, and the verdict that follows from all of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Self

from pipeline.core.findings import Finding, in_order
from pipeline.core.words import counts

Tools = tuple[str, ...]


class Verdict(Enum):
    """What a gate says. Skipped is never green: there was something to look at.

    Absent is neither: the repository has nothing of this kind.
    """

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ABSENT = "absent"


class Outcome(Enum):
    """How a run ended, with what the last line says."""

    PASSED = "passed"
    FAILED = "failed"
    COULD_NOT_RUN = "could not run"


@dataclass(frozen=True, slots=True)
class Leg:
    """One run of a stage: one Python version, one security tool, or all of it.

    *required* says whether a skipped verdict is red; an *advisory* leg never is.
    *tools* were run, whether or not they found anything. *files* are the texts that
    they left, *artifacts* what is no text and goes into the report as it is. *started*
    is counted in seconds from the run's beginning (a stage counts from its own). A
    skipped leg names in *waits_for* the stage whose failure left it nothing to do.
    *looked_at* counts by name what was looked at, such as files; *left_out* names what
    the repository's own settings keep from being looked at.
    """

    stage: str
    name: str
    verdict: Verdict
    tools: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    started: float = 0.0
    seconds: float = 0.0
    log: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    artifacts: Mapping[str, bytes] = field(default_factory=dict)
    required: bool = True
    advisory: bool = False
    waits_for: str = ""
    looked_at: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @classmethod
    def found(
        cls, stage: str, name: str, tools: Tools, findings: Iterable[Finding]
    ) -> Self:
        """Return the leg of what was looked at: red when a finding blocks."""
        ordered = in_order(findings)
        return cls(stage, name, judged(ordered), tools, ordered)

    @classmethod
    def skipped(cls, stage: str, name: str, tools: Tools, why: str) -> Self:
        """Return the leg of what was not looked at although it is there."""
        log = f"skipped: {why}\n"
        return cls(stage, name, Verdict.SKIPPED, tools, reason=why, log=log)

    @classmethod
    def absent(cls, stage: str, name: str, tools: Tools, why: str) -> Self:
        """Return the leg of what a repository does not have."""
        log = f"absent: {why}\n"
        return cls(stage, name, Verdict.ABSENT, tools, reason=why, log=log)

    @property
    def said(self) -> str:
        """Return how much was looked at, and the reason."""
        return "; ".join(filter(None, (counts(self.looked_at), self.reason)))

    @property
    def note(self) -> str:
        """Return the same, with what was left out."""
        left_out = [f"left out: {each}" for each in self.left_out]
        return "; ".join(filter(None, (self.said, *left_out)))

    @property
    def title(self) -> str:
        """Return the stage, with the leg's name where it has one."""
        return f"{self.stage} ({self.name})" if self.name else self.stage

    @property
    def is_absent(self) -> bool:
        """Say whether there was nothing of the kind to look at."""
        return self.verdict is Verdict.ABSENT

    @property
    def is_red(self) -> bool:
        """Say whether this leg stops a release."""
        if self.advisory or self.verdict in (Verdict.PASSED, Verdict.ABSENT):
            return False
        return self.verdict is Verdict.FAILED or self.required


@dataclass(frozen=True, slots=True)
class Run:
    """All legs of one run, and the stages that could not run, with why."""

    legs: tuple[Leg, ...]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def red(self) -> tuple[Leg, ...]:
        """The legs that stop a release."""
        return tuple(leg for leg in self.legs if leg.is_red)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every leg, in order."""
        return in_order(finding for leg in self.legs for finding in leg.findings)

    def reports(self, name: str) -> list[str]:
        """Return a file of each leg that has it."""
        return [leg.files[name] for leg in self.legs if name in leg.files]

    @property
    def outcome(self) -> Outcome:
        """Red is certain even when a stage is missing; green is not."""
        if self.red:
            return Outcome.FAILED
        if self.errors or not self.legs:
            return Outcome.COULD_NOT_RUN
        return Outcome.PASSED

    @property
    def last_line(self) -> str:
        """Say in one line how it ended and because of what."""
        if self.outcome is Outcome.PASSED:
            absent = {leg.stage: leg for leg in self.legs}
            present = {leg.stage for leg in self.legs if not leg.is_absent}
            names = ", ".join(name for name in absent if name not in present)
            return f"passed; absent: {names}" if names else "passed"
        if self.outcome is Outcome.FAILED:
            return f"failed: {', '.join(leg.title for leg in self.red)}"
        first_lines = (
            f"{name}: {why.splitlines()[0]}" for name, why in self.errors.items()
        )
        return f"could not run: {'; '.join(first_lines) or 'no stage was asked for'}"


def weighed(
    legs: Iterable[Leg], required: Collection[str], named: Collection[str] = ()
) -> tuple[Leg, ...]:
    """Make advisory what is not required, or has waited for what is red itself.

    One failure is red once. Where the stage waited for is no part of the run, or not
    required, what waited is red: nobody else says that something was not looked at.
    What is absent is red only where somebody has *named* its gate as required.
    """
    proven = [_demanded(proved(leg), named) for leg in legs]
    absent = {leg.stage for leg in proven if leg.is_absent}
    proven = [_demanded(_without(leg, absent), named) for leg in proven]
    all_legs = [replace(leg, advisory=leg.stage not in required) for leg in proven]
    red = {leg.stage for leg in all_legs if leg.is_red}
    return tuple(
        replace(leg, advisory=leg.advisory or _has_waited(leg, red)) for leg in all_legs
    )


def _demanded(leg: Leg, named: Collection[str]) -> Leg:
    """Take for skipped what is absent although somebody asks for it."""
    if not (leg.is_absent and leg.required and leg.stage in named):
        return leg
    return replace(leg, verdict=Verdict.SKIPPED, reason=f"required: {leg.reason}")


def _without(leg: Leg, absent: Collection[str]) -> Leg:
    """Take for absent what has waited for something that is."""
    if leg.verdict is Verdict.SKIPPED and leg.waits_for in absent:
        return replace(leg, verdict=Verdict.ABSENT)
    return leg


def unable(stage: str, why: str) -> Leg:
    """Return the leg of a stage that could not run and is not required to."""
    first = why.strip().splitlines()[0] if why.strip() else "it said nothing"
    leg = Leg.skipped(stage, "", (), f"could not run: {first}")
    return replace(leg, log=f"could not run: {why}\n", required=False)


def disabled(stage: str) -> Leg:
    """Return the leg of a stage that the configuration switches off."""
    why = "switched off in [tool.pipeline]"
    leg = unable(stage, why)
    return replace(leg, reason=why, log=f"skipped: {why}\n")


def proved(leg: Leg) -> Leg:
    """Pass only what was looked at: a count of nothing is no pass."""
    nothing = leg.looked_at and not any(leg.looked_at.values())
    if leg.verdict is not Verdict.PASSED or not nothing:
        return leg
    why = "nothing was looked at"
    reason = f"{why}; {leg.reason}" if leg.reason else why
    return replace(leg, verdict=Verdict.SKIPPED, reason=reason)


def _has_waited(leg: Leg, red: Collection[str]) -> bool:
    return leg.verdict is Verdict.SKIPPED and leg.waits_for in red


def judged(findings: Iterable[Finding]) -> Verdict:
    """Pass unless a finding blocks."""
    blocked = any(finding.blocks for finding in findings)
    return Verdict.FAILED if blocked else Verdict.PASSED
