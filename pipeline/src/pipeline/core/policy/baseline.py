"""Let only those findings block that an earlier report has not.

For a code base that is older than its pipeline: what is there is shown, what comes new
is red.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.core import json_file
from pipeline.core.findings import Finding
from pipeline.core.json_file import Field
from pipeline.core.verdict import Leg, judged
from pipeline.core.words import counted

FILE: Final = "verdict.json"
# What reads code. A test that fails is not old, and a secret does not get better.
STAGES: Final = ("lint", "typecheck", "security", "manifests", "terraform", "scan")
NEVER: Final = ("scan", "secrets")

# Stage, tool, rule, file and message: lines move when something else is edited.
Key = tuple[str, str, str, str, str]
Baseline = Counter[Key]


def read(text: str) -> Baseline:
    """Read the findings of a report's verdict.json; Refused for what is none."""
    legs = json_file.parse(text, FILE).some(["legs"])["legs"].items()
    return Counter(
        _written(leg.member("stage").value, finding)
        for leg in legs
        for finding in leg.some(["stage", "findings"])["findings"].items()
    )


def _written(stage: object, finding: Field) -> Key:
    said = finding.some(("tool", "rule", "path", "message"))
    words = [said[name].value for name in ("tool", "rule", "path", "message")]
    tool, rule, path, message = (str(word or "") for word in words)
    return str(stage), tool, rule, path, message


def applied(legs: Iterable[Leg], baseline: Baseline) -> list[Leg]:
    """Return the legs, in which what the baseline has blocks no more.

    Of findings that are alike as many are old as the baseline has of them.
    """
    left = Counter(baseline)
    return [
        leg if leg.stage not in STAGES or _name(leg) == NEVER else _applied(leg, left)
        for leg in legs
    ]


def _name(leg: Leg) -> tuple[str, str]:
    return leg.stage, leg.name


def _applied(leg: Leg, left: Baseline) -> Leg:
    findings = tuple(_weighed(leg.stage, each, left) for each in leg.findings)
    old = sum(new != each for new, each in zip(findings, leg.findings, strict=True))
    if not old:
        return leg
    reason = "; ".join(filter(None, (leg.reason, f"{counted(old, 'old finding')}")))
    return replace(leg, findings=findings, verdict=judged(findings), reason=reason)


def _weighed(stage: str, finding: Finding, left: Baseline) -> Finding:
    key = (stage, finding.tool, finding.rule, finding.path or "", finding.message)
    if not finding.blocks or not left[key]:
        return finding
    left[key] -= 1
    return replace(finding, blocks=False, message=f"{finding.message} (old)")
