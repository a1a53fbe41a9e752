"""A provider's schema, in the form of `tofu providers schema -json`."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.providers import types
from engine.providers.bindings import REFERENCE, Bindings, Class, Entry, Flags, Part
from engine.providers.package import Source

Json = dict[str, object]
# The structures around one, from the outermost on.
Outer = tuple[str, ...]

KINDS: Final = {
    "TerraformResource": "resource_schemas",
    "TerraformDataSource": "data_source_schemas",
    "TerraformEphemeralResource": "ephemeral_resource_schemas",
}
PROVIDER: Final = "TerraformProvider"
MODES: Final = {"list": "list", "set": "set", "map": "map", "struct": "single"}
# The one block that is a single one everywhere; other structures are attributes.
SINGLE_BLOCK: Final = "timeouts"
# Every provider has it, and the language itself reads it.
ALIAS: Final = "alias"
WRITE_ONLY: Final = "_wo"
COUNTERS: Final = ("version", "revision")
WRAPPED: Final = re.compile(r"(\w+?)(List|Map|OutputReference)")
COLLECTION: Final = re.compile(r"cdktn\.(String|Number|Boolean|Any)((?:Map)?List|Map)")


@dataclass(frozen=True, slots=True)
class Schemas:
    """All that one package says; *left_out* names what cannot be served."""

    version: str
    provider: Json
    types: Mapping[str, Mapping[str, Json]]
    left_out: tuple[str, ...]

    def document(self, source: str) -> Json:
        """Return the schema of the provider that is found at *source*."""
        body = {"provider": self.provider, **self.types}
        return {
            "format_version": "1.0",
            "provider_version": self.version,
            "provider_schemas": {source: body},
        }


def schemas(sources: Iterable[Source]) -> Schemas:
    """Turn the code of a whole package into schemas."""
    provider: Json = {}
    found: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS.values()}
    versions, left_out = set(), []
    for bindings in filter(None, map(Bindings.read, sources)):
        block = _block(bindings, bindings.top, ())
        versions.add(bindings.version)
        if bindings.base == PROVIDER:
            provider = _never_computed(block)
        elif has_dynamic_in_set(block):
            left_out.append(bindings.type)
        else:
            found[KINDS[bindings.base]][bindings.type] = {"version": 0, "block": block}
    (version,) = versions - {None}
    whole: Json = {"version": 0, "block": provider}
    return Schemas(str(version), whole, found, tuple(sorted(left_out)))


def _never_computed(block: Json) -> Json:
    """Return the block that configures a provider, without what all of them have."""
    attributes = block.get("attributes")
    kept = dict(attributes) if isinstance(attributes, dict) else {}
    kept.pop(ALIAS, None)
    return {**block, "attributes": kept}


def _block(bindings: Bindings, part: Part, outer: Outer) -> Json:
    """Return attributes and blocks that may be written, and what is only read."""
    attributes: dict[str, Json] = {}
    blocks: dict[str, Json] = {}
    for entry in part.written:
        flags = _given(part.flags(entry.name))
        if kind := types.stored(entry.storage, is_set=entry.kind == "set"):
            attributes[entry.name] = {"type": kind, **flags}
        elif _is_block(entry):
            blocks[entry.name] = _nested_block(bindings, entry, part, outer)
        else:
            nested = _nested(bindings, entry, outer)
            attributes[entry.name] = {"nested_type": nested, **flags}
    for name, kind in _readable(bindings, part.read).items():
        if name not in attributes and name not in blocks:
            attributes[name] = {"type": _whole(bindings, kind, ()), "computed": True}
    for name in _write_only(attributes):
        attributes[name] = {**attributes[name], "write_only": True}
    parts = {"attributes": attributes, "block_types": blocks}
    return {name: each for name, each in parts.items() if each}


def _write_only(names: Collection[str]) -> list[str]:
    """Name what is in no state: the bindings do not say it, but its name does.

    Beside it stands the number that tells the provider of another value.
    """
    written = [name for name in names if name.endswith(WRITE_ONLY)]
    return [n for n in written if any(f"{n}_{word}" in names for word in COUNTERS)]


def _given(flags: Flags) -> Json:
    """Return the flags that hold."""
    if flags.required:
        return {"required": True}
    held = {"optional": True, "computed": flags.computed}
    return {name: True for name, value in held.items() if value}


def _is_block(entry: Entry) -> bool:
    """Tell blocks from attributes: of what is no collection only timeouts are."""
    if entry.mapped is not None:
        return entry.mapped
    return entry.kind != "struct" or entry.name == SINGLE_BLOCK


def _inside(bindings: Bindings, entry: Entry, outer: Outer) -> Json:
    """Return what a structure holds; nothing of one that lies within itself."""
    name = entry.storage
    if name not in bindings.structs and entry.kind != "struct":
        name = re.sub("(?:List|Map)$", "", name)
    if name in outer:
        return {}
    return _block(bindings, bindings.part(name), (*outer, name))


def _nested(bindings: Bindings, entry: Entry, outer: Outer) -> Json:
    attributes = _inside(bindings, entry, outer).get("attributes", {})
    return {"attributes": attributes, "nesting_mode": MODES[entry.kind]}


def _nested_block(bindings: Bindings, entry: Entry, part: Part, outer: Outer) -> Json:
    inside = _inside(bindings, entry, outer)
    block: Json = {"nesting_mode": MODES[entry.kind], "block": inside}
    if entry.kind not in ("list", "set"):
        return block
    if part.flags(entry.name).required:
        block["min_items"] = 1
    if entry.mapped is None:
        # What may stand there once only is turned into HCL as it is.
        block["max_items"] = 1
    return block


def _readable(bindings: Bindings, own: Class) -> dict[str, types.Type]:
    """Return all that can be read; of a structure the name of its class."""
    found = {
        name: types.read(getter, is_set=name in own.sets)
        for name, getter in own.getters.items()
    }
    for name, field in own.fields.items():
        kind = _field_type(bindings, field.of, field.is_set)
        if kind is not None:
            found[name] = kind
    return found


def _field_type(bindings: Bindings, of: str, is_set: bool) -> types.Type | None:
    if simple := COLLECTION.fullmatch(of):
        item = types.PRIMITIVES[simple[1].lower()]
        return types.collected(item, simple[2], is_set=is_set)
    wrapped = WRAPPED.fullmatch(of)
    if wrapped is None or f"{wrapped[1]}{REFERENCE}" not in bindings.classes:
        return None
    structure: list[object] = ["structure", wrapped[1]]
    wrapper = wrapped[2].removesuffix(REFERENCE)
    return types.collected(structure, wrapper, is_set=is_set)


def _whole(bindings: Bindings, kind: types.Type, outer: tuple[str, ...]) -> types.Type:
    """Put the attributes of structures in place of their names."""
    if isinstance(kind, str):
        return kind
    word, item = kind
    if word == "structure":
        return _object(bindings, str(item), outer)
    assert isinstance(item, str | list)
    return [word, _whole(bindings, item, outer)]


def _object(bindings: Bindings, name: str, outer: tuple[str, ...]) -> types.Type:
    if name in outer:
        return "dynamic"
    own = bindings.classes[f"{name}{REFERENCE}"]
    inside = (*outer, name)
    members = {
        member: _whole(bindings, kind, inside)
        for member, kind in _readable(bindings, own).items()
    }
    return ["object", members]


def has_dynamic_in_set(block: object, *, within: bool = False) -> bool:
    """Say whether a set of blocks holds a value of any type: no schema may have it."""
    if not isinstance(block, dict):
        return False
    for attribute in block.get("attributes", {}).values():
        if within and types.has_dynamic(attribute.get("type")):
            return True
        if has_dynamic_in_set(attribute.get("nested_type"), within=within):
            return True
    return any(
        has_dynamic_in_set(b["block"], within=within or b["nesting_mode"] == "set")
        for b in block.get("block_types", {}).values()
    )
