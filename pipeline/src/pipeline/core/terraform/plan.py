"""Parse Terraform's plan: the change of each resource, and what it destroys."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun

TOOL: Final = "tofu-plan"


class Act(Enum):
    """What is done to a resource, the gravest first."""

    DESTROY = "destroy"
    REPLACE = "replace"
    FORGET = "forget"
    UPDATE = "update"
    IMPORT = "import"
    CREATE = "create"
    READ = "read"
    NOTHING = "leave"

    @property
    def loses(self) -> bool:
        """Say whether something that is there would be gone."""
        return self in (Act.DESTROY, Act.REPLACE)


ACTS: Final = {
    ("no-op",): Act.NOTHING,
    ("create",): Act.CREATE,
    ("read",): Act.READ,
    ("update",): Act.UPDATE,
    ("delete",): Act.DESTROY,
    ("forget",): Act.FORGET,
    ("delete", "create"): Act.REPLACE,
    ("create", "delete"): Act.REPLACE,
    ("create", "forget"): Act.REPLACE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What would be done to one resource. Names only: values may be secret.

    *differs* are the attributes that change, *because* those that make it a
    replacement.
    """

    address: str
    act: Act
    differs: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as one line for people."""
        why = self.because or self.differs
        said = f"{self.act.value:8} {self.address}"
        return f"{said} ({', '.join(why)})" if why else said


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes, and what somebody has changed past Terraform."""

    changes: tuple[Change, ...]
    drift: tuple[Change, ...]
    outputs: tuple[str, ...]
    version: str

    @property
    def lost(self) -> tuple[Change, ...]:
        """Those that lose something."""
        return tuple(each for each in self.changes if each.act.loses)

    @property
    def is_empty(self) -> bool:
        """Say whether everything is as it should be."""
        return not self.changes and not self.outputs


def parse(text: str) -> Plan:
    """Read what `tofu show -json` says of a plan file."""
    run = ToolRun("tofu show", 0, text)
    said = read(run, text)
    if "errored" in said and said["errored"].value is True:
        raise run.not_understood("the plan is of a run that failed")
    if "planned_values" not in said:
        raise run.not_understood("it is of a state, and of no plan")
    outputs = said["output_changes"].members() if "output_changes" in said else {}
    return Plan(
        changes=_in_order(_changes(said, "resource_changes")),
        drift=_in_order(_changes(said, "resource_drift")),
        outputs=tuple(sorted(name for name, it in outputs.items() if _acts(it))),
        version=said["terraform_version"].text(),
    )


def _changes(said: Node, name: str) -> Iterator[Change]:
    for each in said[name] if name in said else ():
        change = each["change"]
        act = _act(change)
        if act not in (Act.NOTHING, Act.READ):
            yield Change(
                address=each["address"].text(),
                act=act,
                differs=_differs(change) if act is Act.UPDATE else (),
                because=_because(change),
            )


def _act(change: Node) -> Act:
    words = tuple(word.text() for word in change["actions"])
    if words not in ACTS:
        raise change.run.not_understood(f"its actions are {words}")
    found = ACTS[words]
    return Act.IMPORT if found is Act.NOTHING and "importing" in change else found


def _acts(change: Node) -> bool:
    return _act(change) is not Act.NOTHING


def _differs(change: Node) -> tuple[str, ...]:
    """Name the attributes whose values differ, or are not known yet."""
    before, after = (_members(change, name) for name in ("before", "after"))
    unknown = _members(change, "after_unknown")
    names = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
    return tuple(sorted(names | {n for n, value in unknown.items() if _any(value)}))


def _any(unknown: object) -> bool:
    """Say whether any part of a value is not known."""
    if isinstance(unknown, dict):
        return any(map(_any, unknown.values()))
    if isinstance(unknown, list):
        return any(map(_any, unknown))
    return unknown is True


def _members(change: Node, name: str) -> dict[str, object]:
    value = change[name].value if name in change else None
    return value if isinstance(value, dict) else {}


def _because(change: Node) -> tuple[str, ...]:
    """Name the attributes that no provider can change in place."""
    if "replace_paths" not in change:
        return ()
    paths = (next(iter(path)).value for path in change["replace_paths"])
    return tuple(sorted({str(first) for first in paths}))


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    acts = list(Act)
    return tuple(sorted(changes, key=lambda it: (acts.index(it.act), it.address)))


def summary(plan: Plan, title: str = "Plan") -> str:
    """Return a plan for people; the last line counts."""
    lines = [title, *(f"  {change}" for change in plan.changes)]
    if plan.outputs:
        lines.append(f"  outputs  {', '.join(plan.outputs)}")
    if plan.drift:
        lines += ["Changed past Terraform", *(f"  {each}" for each in plan.drift)]
    return "\n".join([*lines, counted(plan)]) + "\n"


def counted(plan: Plan) -> str:
    """Count what would be done."""
    counts = Counter(change.act for change in plan.changes)
    parts = [f"{counts[act]} to {act.value}" for act in Act if counts[act]]
    return ", ".join(parts) or ("outputs only" if plan.outputs else "no changes")


def losses(plan: Plan, *, allowed: bool) -> list[Finding]:
    """Return what the plan would lose; that blocks unless somebody allows it."""
    return [
        Finding(
            tool=TOOL,
            rule=change.act.value,
            message=f"{change}; look again, or allow it with --allow-destroy",
            severity=Severity.CRITICAL,
            blocks=not allowed,
        )
        for change in plan.lost
    ]


def drifted(plan: Plan) -> list[Finding]:
    """Return what is not as it was applied, and what would change it back."""
    past = [(change, "changed past Terraform") for change in plan.drift]
    open_ = [(change, "not as the code says") for change in plan.changes]
    return [
        Finding(TOOL, "drift", f"{change}: {why}", Severity.HIGH)
        for change, why in (*past, *open_)
    ]
