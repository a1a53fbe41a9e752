"""Judge a change by the policy of its base: list whatever it loosens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.policy import rules
from pipeline.core.project.config import Config
from pipeline.core.settings.setting import Kind, Setting
from pipeline.core.verdict import Leg
from pipeline.core.words import counted

STAGE: Final = "policy"
PROJECT: Final = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides how much gates look at.

    *files* are the modules that they look at, *python* all that there are. *tests* and
    *comments* count functions of tests, and comments that have a tool ignore something.
    """

    config: Config
    settings: tuple[Setting, ...] = ()
    pythons: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    python: frozenset[str] = frozenset()
    tests: int = 0
    comments: int = 0


def judge(base: Policy, change: Policy, seconds: float) -> Leg:
    """Turn what a change loosens into a leg; it blocks where the base is protected."""
    protected = base.config.protect
    findings = [
        Finding(STAGE, rule, said, Severity.HIGH, path, blocks=protected)
        for rule, said, path in loosened(base, change)
    ]
    told = f"{counted(len(findings), 'setting')} loosened" if findings else "no looser"
    how = "" if protected else "; the base is not protected (protect)"
    leg = Leg.found(STAGE, "", (STAGE,), findings)
    return replace(
        leg,
        reason=f"{told} than the base{how}",
        seconds=seconds,
        log="".join(f"{each}\n" for each in leg.findings) or "nothing is loosened\n",
        looked_at={"keys": len(rules.RULES), "settings": len(base.settings)},
    )


def unread(why: str) -> Leg:
    """Return the leg of a base that is none: what first makes it one has to pass."""
    first = why.splitlines()[0] if why else "it is empty"
    leg = Leg.skipped(STAGE, "", (STAGE,), f"the base cannot be read: {first}")
    return replace(leg, log=f"skipped: {why}\n", required=False)


Loosened = tuple[str, str, str]


def loosened(base: Policy, change: Policy) -> Iterator[Loosened]:
    """Go through what a change looks at less: rule, what it is, and where."""
    for key, said in rules.compared(base.config, change.config):
        yield key, said, PROJECT
    yield from _settings(base.settings, change.settings)
    gone = [each for each in base.pythons if each not in change.pythons]
    if gone:
        yield "python", f"not tested any more on Python {', '.join(gone)}", PROJECT
    for name in sorted((base.files & change.python) - change.files):
        yield "files", "no gate looks at it any more", name
    if change.tests < base.tests:
        said = f"{counted(change.tests, 'test')}; the base has {base.tests}"
        yield "tests", said, PROJECT
    if change.comments > base.comments:
        said = f"{counted(change.comments, 'comment')} have tools ignore something"
        yield "comments", f"{said}; the base has {base.comments}", PROJECT


def _settings(
    base: tuple[Setting, ...], change: tuple[Setting, ...]
) -> Iterator[Loosened]:
    known = frozenset(base)
    for each in change:
        if each.kind is Kind.LEAVES_OUT and each not in known:
            yield each.tool, f"{each.name} has {each.item} now", each.file
    for each in base:
        if each.kind is Kind.DEMANDS and each not in frozenset(change):
            yield each.tool, f"{each.name} is not {each.item} any more", each.file
    yield from _limits(base, change)


def _limits(
    base: tuple[Setting, ...], change: tuple[Setting, ...]
) -> Iterator[Loosened]:
    """Go through numbers that have grown; one that is gone is the tool's own again."""
    before = {(each.tool, each.key): each for each in base if each.kind is Kind.LIMIT}
    for each in change:
        known = before.get((each.tool, each.key))
        if each.kind is Kind.LIMIT and known and _number(each) > _number(known):
            said = f"{each.name} is {each.item}; the base has {known.item}"
            yield each.tool, said, each.file


def _number(setting: Setting) -> float:
    return float(setting.item) if setting.item.isdecimal() else 0.0
