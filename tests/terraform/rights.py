"""Read who may do what, of what an example has made."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.terraform.applied import Resource

FILE: Final = Path(__file__).with_suffix(".toml")
POLICIES: Final = ("policy", "assume_role_policy", "policy_document", "inline_policy")
ROLES: Final = ("role", "role_definition_name")
# Types whose attribute "role" says who gets something, and not what.
ATTACHED: Final = re.compile(r"^aws_iam_|^aws_eks_")
MANAGED: Final = re.compile(
    r"(?:policy|cluster-access-policy)/(?:service-role/)?(\w+)$"
)

Table = Mapping[str, Mapping[str, list[str]]]


def known() -> Table:
    """Return what somebody has reviewed."""
    return tomllib.loads(FILE.read_text())


def rights(resources: Iterable[Resource]) -> dict[str, list[str]]:
    """Return, by address, the actions that are allowed and the roles that are given."""
    found: dict[str, set[str]] = {}
    for each in resources:
        names = set(_of(each))
        address, _, key = each.address.partition("[")
        # One resource for each role is one right of many roles.
        grouped = names == {key.strip('"]')}
        found.setdefault(address if grouped else each.address, set()).update(names)
    return {address: sorted(names) for address, names in found.items() if names}


def _of(resource: Resource) -> Iterator[str]:
    for name in POLICIES:
        text = resource.values.get(name)
        if isinstance(text, str) and text.startswith("{"):
            yield from _allowed(json.loads(text))
    arn = resource.values.get("policy_arn")
    if isinstance(arn, str):
        yield from MANAGED.findall(arn)
    if not ATTACHED.search(resource.type):
        for name in ROLES:
            if text := resource.values.get(name):
                yield str(text)
    for each in resource.values.get("permissions") or []:
        if isinstance(each, str):
            yield each
        else:
            yield from (*(each.get("actions") or []), *(each.get("data_actions") or []))


def _allowed(policy: Mapping[str, Any]) -> Iterator[str]:
    """Go through the actions of a policy's statements that allow something."""
    statements = policy.get("Statement", [])
    for each in statements if isinstance(statements, list) else [statements]:
        if each["Effect"] == "Allow":
            actions = each.get("Action", [])
            yield from actions if isinstance(actions, list) else [actions]
