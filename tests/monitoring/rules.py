"""The rules of the repository and their tests, read for tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from monitoring import plain_rules

ROOT = Path(__file__).parents[2]
TESTS = sorted((ROOT / "monitoring" / "tests").glob("*.yaml"))
RULES = [
    file
    for file in sorted(plain_rules.RULES.glob("*.yaml"))
    if file.name != "kustomization.yaml"
]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; it records a series, or it is an alert."""

    name: str
    expression: str
    recorded: bool
    labels: Mapping[str, str]
    annotations: Mapping[str, str]

    @property
    def severity(self) -> str:
        """How urgent an alert is."""
        return self.labels.get("severity", "")


@cache
def rules() -> list[Rule]:
    """Return all rules of the repository."""
    return [
        Rule(
            rule.get("alert") or rule["record"],
            rule["expr"],
            "record" in rule,
            rule.get("labels", {}),
            rule.get("annotations", {}),
        )
        for file in RULES
        for group in yaml.safe_load(file.read_text())["spec"]["groups"]
        for rule in group["rules"]
    ]


def alerts() -> list[Rule]:
    """Return the alerts."""
    return [rule for rule in rules() if not rule.recorded]


ALERTS = sorted({rule.name for rule in alerts()})
