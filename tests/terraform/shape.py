"""Checks of what a module shows: variables, outputs, versions, and no providers."""

import re
from collections.abc import Iterator
from typing import Final

from tests.terraform import required
from tests.terraform.hcl import Block, expression, unquoted
from tests.terraform.places import Place

LINES: Final = 150
NOTHING: Final = r"(?:0|\{\}|\[\]|toset\(\[\]\))"
# A condition one of whose ends is nothing at all.
SWITCH: Final = re.compile(rf"\? *{NOTHING} *:|\?.*: *{NOTHING}\)*\}}?$")


def interface(place: Place) -> Iterator[str]:
    """Each cloud's module of a part has the same variables and outputs."""
    if place.kind != "module":
        return
    shared, cloud = place.interface, place.cloud
    yield from _compared(
        "variable",
        place.module.named("variable"),
        set(shared.variables_of(cloud)) | set(shared.extra_of(cloud, "variables")),
    )
    yield from _compared(
        "output",
        place.module.named("output"),
        set(shared.outputs_of(cloud)) | set(shared.extra_of(cloud, "outputs")),
    )
    for name, each in shared.variables_of(cloud).items():
        block = place.module.named("variable").get(name)
        if block and block.body.get("type") != expression(each.type):
            yield f"variable {name} has another type than the part's"
        if block and not _is_default(block, each.default):
            yield f"variable {name} has another default than the part's"
        if block and not _told(block).startswith(each.meaning):
            yield f"variable {name} is described otherwise: '{each.meaning}'"
    for name, output in shared.outputs_of(cloud).items():
        block = place.module.named("output").get(name)
        if block and not _told(block).startswith(output.meaning):
            yield f"output {name} is described otherwise: '{output.meaning}'"
        if block and bool(block.body.get("sensitive")) != output.sensitive:
            yield f"output {name} is sensitive in one place only"


def _compared(kind: str, there: dict[str, Block], wanted: set[str]) -> Iterator[str]:
    for name in sorted(wanted - set(there)):
        yield f"{kind} {name} is missing"
    for name in sorted(set(there) - wanted):
        yield f"{kind} {name} is in no interface.toml"


def _is_default(block: Block, default: str | None) -> bool:
    if default is None:
        return "default" not in block.body
    return "default" in block.body and block.body["default"] == expression(default)


def _told(block: Block) -> str:
    return unquoted(block.body.get("description", ""))


def typed(place: Place) -> Iterator[str]:
    """Every variable has a type, and refuses null where it has no use for it."""
    for name, block in place.module.named("variable").items():
        if block.body.get("type") in (None, "any"):
            yield f"variable {name} has no type"
        elif (
            block.body.get("default", "") is not None
            and block.body.get("nullable") is not False
        ):
            yield f"variable {name} takes null, and has no use for it"


def described(place: Place) -> Iterator[str]:
    """Every variable and output is described, in a sentence."""
    for kind in ("variable", "output"):
        for name, block in place.module.named(kind).items():
            if not re.search(r"\w.*[.)]$", _told(block)):
                yield f"{kind} {name} has no sentence that describes it"


def validated(place: Place) -> Iterator[str]:
    """Every variable refuses what is wrong, unless it is a bool or free."""
    free = set()
    if place.kind == "module":
        free = {each.name for each in place.interface.variables if each.free}
    for name, block in place.module.named("variable").items():
        rules = block.body.get("validation", [])
        if not rules and block.body.get("type") != "bool" and name not in free:
            yield f"variable {name} is not validated"
        for rule in rules:
            if name not in unquoted(rule["error_message"]):
                yield f"variable {name} is refused by a message that does not name it"


def provider(place: Place) -> Iterator[str]:
    """A module gets its providers from the root that calls it."""
    if place.kind == "module":
        for block in place.module.of("provider"):
            yield f"provider {block.labels[0]} is set up in a module"
        for block in place.module.of("terraform"):
            if "backend" in block.body:
                yield "a module has a backend"


def pinned(place: Place) -> Iterator[str]:
    """One version of each provider; a module may leave newer minor ones to its root."""
    settings = [block.body for block in place.module.of("terraform")]
    versions = [
        body["required_version"] for body in settings if "required_version" in body
    ]
    if versions != [f'"{required.TERRAFORM}"']:
        yield f"required_version is not '{required.TERRAFORM}'"
    for body in settings:
        for providers in body.get("required_providers", []):
            for name, entry in providers.items():
                if isinstance(entry, dict) and not required.is_pinned(
                    name, entry, place.kind
                ):
                    version = required.VERSIONS.get(name)
                    yield f"provider {name} is not pinned to {version}"
    for block in place.module.of("module"):
        if not unquoted(block.body["source"]).startswith("."):
            yield f"module {block.labels[0]} is not of this repository"


def switched(place: Place) -> Iterator[str]:
    """What is made does not hang on a condition: else no scanner sees it."""
    for block in place.module.blocks:
        for word in ("count", "for_each"):
            value = str(place.module.resolved(block.body.get(word, "")))
            if block.kind in ("resource", "module") and SWITCH.search(value):
                yield f"{block.address} is switched by {word}"


def short(place: Place) -> Iterator[str]:
    """A file is short enough to be read at once."""
    for file in sorted((*place.folder.glob("*.tf"), *place.folder.glob("tests/*.hcl"))):
        lines = len(file.read_text().splitlines())
        if lines > LINES:
            yield f"{file.name} has {lines} lines"
