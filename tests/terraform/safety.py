"""Checks of what a module makes: what each type has to have, who may do what."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tests.terraform import required
from tests.terraform.hcl import COMMENTS, Block, expression, strings, unquoted
from tests.terraform.places import Place

Check = Callable[[Place], Iterator[str]]

EMPTY: Final[tuple[object, ...]] = (None, False, "null", '""', [], {})
EVERYBODY: Final = re.compile(
    r"\b0\.0\.0\.0/0|(?<![0-9a-f:])::/0|\"(?:Internet|allUsers|allAuthenticatedUsers)\""
)
# A way out is everybody's; what refuses everybody lets nobody in.
OUTWARD: Final = re.compile(r"_route$|_route_table$|_egress_rule$")
ACTIONS: Final = ("Action", "actions", "permissions")
WIDE_ACTION: Final = re.compile(r"\"(?:[\w-]+:)?\*\"")
WIDE_ROLE: Final = re.compile(
    r"\"(?:roles/(?:owner|editor|viewer)|Owner|Contributor|User Access Administrator)\""
    r"|/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)\b"
)
SECRET: Final = re.compile(
    r"(?:^|_)(?:password|passwords|auth_token|secret_string|secret_data|private_key"
    r"|client_secret|secret_binary|administrator_login_password)$"
)
VAULT: Final = ("azurerm_key_vault_secret", "value")
SHOWN: Final = re.compile(
    r"\.(?:password|auth_token|auth_string|secret_string|secret_data|private_key|result"
    r"|connection_string|kube_admin_config|kube_config(?!\[0\]\.cluster_ca_certificate)"
    r"|\w*access_key|admin_password)\b"
)


def requirement(check: str) -> Check:
    """Return the check that a resource has what its type needs for one reason."""

    def found(place: Place) -> Iterator[str]:
        for block in place.module.resources():
            type_, *_ = block.labels
            for need in required.NEEDS.get(type_, {}).get(check, ()):
                if not _has(place, block, need):
                    yield f"{block.address} lacks {need}"
            beside = required.BESIDE.get(type_, {}).get(check)
            if beside and not _named_alike(place, beside, block):
                yield f"{block.address} has no {beside} beside it"

    found.__doc__ = f"Every resource is {check}."
    return found


def _has(place: Place, block: Block, need: str) -> bool:
    path, _, wanted = need.partition(" = ")
    values = place.module.values(block.body, path)
    if not values:
        return False
    if not wanted:
        return not any(value in EMPTY for value in values)
    accepted = [expression(each) for each in wanted.split(" | ")]
    return all(value in accepted for value in values)


def _named_alike(place: Place, type_: str, block: Block) -> bool:
    return any(
        each.labels[1] == block.labels[1] for each in place.module.resources(type_)
    )


def tagged(place: Place) -> Iterator[str]:
    """Everything that can have tags or labels says whose it is."""
    for block in place.module.resources(*required.TAGGED):
        if not _has(place, block, required.TAGGED[block.labels[0]]):
            yield f"{block.address} has no {required.TAGGED[block.labels[0]]}"


def judged(place: Place) -> Iterator[str]:
    """Somebody has thought about what each type of resource needs."""
    for block in place.module.resources():
        if block.labels[0] not in required.judged():
            yield f"{block.address} is of a type that required.toml does not know"


def standing(place: Place) -> Iterator[str]:
    """No key, and no person's account, is made that would go on by itself."""
    for block in place.module.resources(*required.FORBIDDEN):
        yield f"{block.address}: {required.FORBIDDEN[block.labels[0]]}"


def secret(place: Place) -> Iterator[str]:
    """No secret is written where the state or an output would keep it."""
    for block in place.module.resources():
        for name, value in _entries(block.body):
            vaulted = (block.labels[0], name) == VAULT
            if (SECRET.search(name) or vaulted) and value not in EMPTY:
                yield f"{block.address} keeps {name} in the state"
    for name, block in place.module.named("output").items():
        if any(SHOWN.search(text) for text in strings(block.body.get("value"))):
            yield f"output {name} shows a secret"


def _entries(value: object) -> Iterator[tuple[str, object]]:
    """Go through all arguments of a body, however deep."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(each, Mapping | list):
                yield unquoted(key), each
            elif key != COMMENTS:
                yield from _entries(each)
    elif isinstance(value, list):
        for each in value:
            yield from _entries(each)


def closed(place: Place) -> Iterator[str]:
    """Nobody is let in from everywhere."""
    for block in place.module.resources():
        if (
            OUTWARD.search(block.labels[0])
            or _is_outward(block)
            or "deny" in block.body
        ):
            continue
        if any(EVERYBODY.search(text) for text in strings(block.body)):
            yield f"{block.address} lets everybody in"


def _is_outward(block: Block) -> bool:
    return unquoted(block.body.get("direction", "")).upper() in ("EGRESS", "OUTBOUND")


def least(place: Place) -> Iterator[str]:
    """Nobody may do all, nor all of a service; and what each type needs for it."""
    yield from requirement("least")(place)
    for block in place.module.blocks:
        if block.kind in ("resource", "data", "locals"):
            for statement in _statements(place, block.body):
                if statement.get("Effect") != '"Deny"':
                    yield from (f"{block.address}: {each}" for each in _wide(statement))
            for text in strings(block.body):
                if WIDE_ROLE.search(text):
                    yield f"{block.address} gives {text}"


def _statements(place: Place, value: object) -> Iterator[Mapping[str, object]]:
    """Go through what looks like a statement of a policy, in objects and in text."""
    if isinstance(value, str):
        parsed = _parsed(value)
        if parsed is not None:
            yield from _statements(place, parsed)
    elif isinstance(value, Mapping):
        if any(key in value for key in ACTIONS):
            yield {key: place.module.resolved(each) for key, each in value.items()}
        for each in value.values():
            yield from _statements(place, each)
    elif isinstance(value, list):
        for each in value:
            yield from _statements(place, each)


def _parsed(text: str) -> object | None:
    """Return what jsonencode is given, where that is all there is."""
    found = re.fullmatch(r"\$\{jsonencode\((\{.*\})\)\}", text, re.DOTALL)
    return expression(found[1]) if found else None


def _wide(statement: Mapping[str, object]) -> Iterator[str]:
    for key in ACTIONS:
        for text in strings(statement.get(key, [])):
            if WIDE_ACTION.search(text):
                yield f"may do {text}"
    if "NotAction" in statement or "not_actions" in statement:
        yield "may do all but a few"
    for text in strings(statement.get("Principal", {})):
        if text == '"*"':
            yield "is for everybody"
