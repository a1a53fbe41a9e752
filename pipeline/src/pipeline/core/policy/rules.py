"""Which value of a key of `[tool.pipeline]` is looser than another."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final

from pipeline.core.findings import Grade
from pipeline.core.project.config import KEYS, Config, Ignored

# What is looser about the second value; nothing where it is not.
Rule = Callable[[object, object], Iterator[str]]


def _lower(before: object, after: object) -> Iterator[str]:
    """A number, or a yes, that demands less when it is lower."""
    if _number(after) < _number(before):
        yield f"is {_shown(after)}; the base has {_shown(before)}"


def _higher(before: object, after: object) -> Iterator[str]:
    """A number, a grade, or a yes that lets more pass when it is higher."""
    if _number(after) > _number(before):
        yield f"is {_shown(after)}; the base has {_shown(before)}"


def _longer(before: object, after: object) -> Iterator[str]:
    """A number of days at most; 0 is as many as one likes."""
    if _days(after) > _days(before):
        yield f"is {after}; the base has {before}"


def _fewer(before: object, after: object) -> Iterator[str]:
    """A list of what has to be looked at."""
    gone = [each for each in _items(before) if each not in _items(after)]
    if gone:
        yield f"has no {', '.join(map(str, gone))} any more"


def _more(before: object, after: object) -> Iterator[str]:
    """A list of what is left out."""
    new = [each for each in _items(after) if each not in _items(before)]
    if new:
        yield f"has {', '.join(map(str, new))} now"


def _exceptions(before: object, after: object) -> Iterator[str]:
    """A list of exceptions, each until a day."""
    known = {entry.id: entry for entry in _entries(before)}
    for entry in _entries(after):
        old = known.get(entry.id)
        if old is None:
            yield f"has {entry.id} now, until {entry.expires}"
        elif entry.expires > old.expires:
            yield f"has {entry.id} until {entry.expires}; the base {old.expires}"


def _other(before: object, after: object) -> Iterator[str]:
    """Something else is looked at than before: nobody knows whether that is less."""
    if before != after:
        yield f"is {_shown(after)!r}; the base has {_shown(before)!r}"


def _harmless(before: object, after: object) -> Iterator[str]:
    """What it changes is compared in another way, or is looked at in any case."""
    return iter(())


def _number(value: object) -> float:
    if isinstance(value, Grade):
        return value.rank
    return float(value) if isinstance(value, int | float) else 0.0


def _days(value: object) -> float:
    return _number(value) or math.inf


def _shown(value: object) -> object:
    if isinstance(value, float):
        return f"{value:g}"
    return value.value if isinstance(value, Grade) else value


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _entries(value: object) -> list[Ignored]:
    return [each for each in _items(value) if isinstance(each, Ignored)]


_RULES: Final[Mapping[Rule, str]] = {
    _lower: "coverage_threshold protect ship_approvers",
    _higher: (
        "security_severity security_confidence scan_severity scan_fixable_only"
        " scan_max_db_age manifests_severity terraform_severity"
        " contracts_database_limit integration_control"
    ),
    _longer: "ship_max_evidence_age",
    _fewer: (
        "also required security_required scan_required integration_tests e2e_tests"
        " manifests_files manifests_required contracts_readiness contracts_stopping"
        " contracts_guaranteed contracts_scrapes contracts_queries terraform_files"
        " terraform_required ship_approval enabled dependencies_ship"
    ),
    _more: (
        "integration_untranslated contracts_routes contracts_external exclude disabled"
        " ship_images"
    ),
    _exceptions: "security_ignore scan_ignore manifests_ignore terraform_ignore",
    _other: (
        "build_dockerfile build_target build_args integration_compose integration_env"
        " contracts_connections contracts_peers contracts_environment ship_overlays"
        " ship_schema terraform_folder manifests_kubernetes dependencies_environment"
    ),
    # Code, tests and versions of Python are compared as they are found.
    _harmless: (
        "paths tests python test_files test_packages test_services integration_files"
        " integration_packages e2e_files e2e_packages engines include ship_series"
        " dependencies_test dependencies_types dependencies_packages"
    ),
}
RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {name: rule for rule, names in _RULES.items() for name in names.split()}
)


def compared(base: Config, change: Config) -> Iterator[tuple[str, str]]:
    """Go through the keys that a change loosens, and how."""
    keys = {key.replace(".", "_"): key for key in KEYS}
    for field in fields(Config):
        # A key that nobody has thought of here is not to be loosened in silence.
        rule = RULES.get(field.name, _other)
        for said in rule(getattr(base, field.name), getattr(change, field.name)):
            yield keys[field.name], f"{keys[field.name]} {said}"
