"""Is every key of the compose specification translated, or refused by its name?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.core.compose.composition import Service
from tests.pipeline.compose.composed import Json, read
from tests.pipeline.examples import data

SPECIFICATION = json.loads(data("compose-spec.json"))
DEFINITIONS: Json = SPECIFICATION["definitions"]
# What is known and changes nothing here: who may use a port is for the machine to say,
# profiles have been chosen, and compose has put in what comes from other files.
WITHOUT_EFFECT = frozenset(
    (
        *("expose", "profiles", "env_file", "extends", "label_file"),
        *("ports.app_protocol", "ports.host_ip", "ports.mode", "ports.name"),
        *("ports.published", "ports.protocol", "volumes.read_only"),
        *("healthcheck.start_interval", "volumes.bind.create_host_path"),
        *("depends_on.b.required", "secrets.gid", "secrets.uid", "secrets.mode"),
    )
)
# What has to stand beside a key so that compose takes it.
BESIDE: Json = {
    "build": {"context": "/src"},
    "depends_on": {"condition": "service_started"},
    "ports": {"target": 80},
    "secrets": {"source": "s"},
    "volumes": {"type": "volume", "target": "/v"},
    "volumes.tmpfs.size": {"type": "tmpfs", "target": "/v"},
    "healthcheck": {"test": ["CMD", "x"]},
}
# Values as compose prints them, where the kind of a value says too little.
VALUES: Json = {
    "build.context": "/src/x",
    "depends_on.b.condition": "service_healthy",
    "healthcheck.disable": True,
    "healthcheck.interval": "1s",
    "healthcheck.start_interval": "1s",
    "healthcheck.start_period": "1s",
    "healthcheck.timeout": "1s",
    "healthcheck.retries": 2,
    "healthcheck.test": ["CMD", "y"],
    "ports.target": 81,
    "secrets.gid": "1",
    "secrets.uid": "1",
    "secrets.mode": "0400",
    "stop_grace_period": "1s",
    "volumes.tmpfs.size": "10",
    "volumes.type": "tmpfs",
    "command": ["x"],
    "entrypoint": ["x"],
    "tmpfs": ["/tmp"],
}
MEMBERS = ("properties", "patternProperties")
# Compose puts in what these say, and prints them no more.
RESOLVED = frozenset(("env_file", "extends", "label_file"))


def rank(form: Json) -> tuple[bool, bool]:
    """Put objects last, and lists before them."""
    return any(name in form for name in MEMBERS), form.get("type") == "array"


def chosen(schema: Json) -> Json:
    """Return the form in which compose prints a value: the longest one."""
    while reference := schema.get("$ref"):
        schema = DEFINITIONS[reference.rpartition("/")[2]]
    for each in ("oneOf", "anyOf"):
        if each in schema:
            forms = [chosen(form) for form in schema[each]]
            forms.sort(key=rank)
            return forms[-1]
    return schema


def keys(schema: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Go through all keys that hold no further ones, each with a value for it."""
    schema = chosen(schema)
    inner = chosen(schema["items"]) if "items" in schema else schema
    members = dict(inner.get("properties", {}))
    patterns = inner.get("patternProperties", {})
    if not members and any("object" in str(chosen(p)) for p in patterns.values()):
        members = {"b": next(p for p in patterns.values() if chosen(p))}
    if not members or len(path) == 3:
        name = ".".join(path)
        yield name, VALUES.get(name, value(schema))
    for name, each in members.items():
        yield from keys(each, (*path, name))


def value(schema: Json) -> Any:
    """Return any value of a schema."""
    schema = chosen(schema)
    if "enum" in schema:
        return schema["enum"][0]
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    plain = {"string": "x", "integer": 1, "number": 1, "boolean": True, "null": None}
    if kind == "array":
        return [value(schema["items"])]
    if kind == "object":
        members = schema.get("properties") or {"k": {"type": "string"}}
        return {name: value(each) for name, each in members.items()}
    return plain[kind]


def keyed(path: str, inner: Any) -> Json:
    """Return a service with a value at a path, and what has to stand beside it."""
    first, *rest = path.split(".")
    if not rest:
        return {first: inner}
    lists = chosen(DEFINITIONS["service"]["properties"][first]).get("type") == "array"
    content = inner
    for name in reversed(rest):
        content = {name: content}
    beside = BESIDE.get(path) or BESIDE.get(first) or {}
    if first == "depends_on":
        content = {name: {**beside, **each} for name, each in content.items()}
    else:
        content = {**beside, **content}
    return {first: [content] if lists else content}


ALL = dict(keys(DEFINITIONS["service"]))


def plain(path: str) -> Service:
    """Return the service without the key, with what stands beside it."""
    first, *rest = path.split(".")
    beside = BESIDE.get(path) or BESIDE.get(first)
    if not rest or beside is None:
        return read({"a": {}, "b": {}}).services["a"]
    content: Any = {"b": beside} if first == "depends_on" else beside
    lists = chosen(DEFINITIONS["service"]["properties"][first]).get("type") == "array"
    whole = {first: [content] if lists else content}
    return read({"a": whole, "b": {}}).services["a"]


@pytest.mark.parametrize("path", sorted(ALL))
def test_a_key_is_translated_or_refused_by_name(path: str) -> None:
    """Whatever the specification has: nothing is lost without a word."""
    found = read({"a": keyed(path, ALL[path]), "b": {}})
    first, *rest = path.split(".")
    told = [
        f"'services.a.{first}{''.join('.' + r for r in rest[:n])}" for n in range(3)
    ]
    refused = any(told[0] in finding.message for finding in found.findings)
    changed = found.services["a"] != plain(path)
    assert refused or changed or path in WITHOUT_EFFECT


def test_the_specification_is_walked_as_a_whole() -> None:
    """Hundreds of keys, down to those of keys."""
    assert len(ALL) > 200
    assert {"depends_on.b.restart", "build.secrets.source", "gpus.driver"} < set(ALL)
    assert WITHOUT_EFFECT < {*ALL, *RESOLVED}


@pytest.mark.parametrize(
    "part", ["networks", "volumes", "secrets", "configs", "models"]
)
def test_a_key_of_the_file_is_known_or_refused_by_name(part: str) -> None:
    """Of each thing that services share."""
    schema = SPECIFICATION["properties"][part]["patternProperties"]
    definition = chosen(next(iter(schema.values())))
    for name, each in definition["properties"].items():
        if name == "name" or (part, name) in {
            ("secrets", "environment"),
            ("secrets", "file"),
        }:
            continue
        found = read({}, **{part: {"thing": {"name": "n", name: value(each)}}})
        said = [finding.message for finding in found.findings]
        # Services say whether they use a configuration.
        assert part == "configs" or any(f"{part}.thing" in text for text in said), name
