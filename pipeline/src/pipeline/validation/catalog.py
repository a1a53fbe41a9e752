"""Find the schema of each kind, of Kubernetes and of CRDs."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from pipeline.validation.documents import Document

Schema = dict[str, Any]
Kind = tuple[str, str]

METADATA: Final = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
DEFINITIONS: Final = "https://kubernetes.io/api/_definitions.json"
PRESERVE: Final = "x-kubernetes-preserve-unknown-fields"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The schemas of one version of Kubernetes in a *folder*, and *extensions*."""

    folder: Path
    extensions: Mapping[Kind, Schema]
    registry: Registry[Schema]
    known: dict[Kind, Draft202012Validator | None] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, definitions: Iterable[Document]) -> "Catalog":
        """Read the schemas; *definitions* are CustomResourceDefinitions."""
        text = (folder / "_definitions.json").read_text()
        shared = Resource.from_contents(json.loads(text))
        registry: Registry[Schema] = Registry().with_resource(DEFINITIONS, shared)
        extensions: dict[Kind, Schema] = {}
        for document in definitions:
            extensions |= _defined(document.value)
        return cls(folder, extensions, registry)

    def validator(self, kind: Kind) -> Draft202012Validator | None:
        """Return what checks objects of a kind; None when nobody knows it."""
        if kind not in self.known:
            # A definition must not hide what the cluster itself says of a kind.
            schema = self._own(kind) or self.extensions.get(kind)
            self.known[kind] = schema and Draft202012Validator(
                schema, registry=self.registry
            )
        return self.known[kind]

    def hides(self, definition: object) -> list[Kind]:
        """Return the kinds of Kubernetes that a definition claims to define."""
        return [kind for kind in _defined(definition) if self._own(kind)]

    def _own(self, kind: Kind) -> Schema | None:
        """Read a schema of Kubernetes, whose file leaves out part of the group."""
        version, name = kind
        short = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", version)
        file = self.folder / f"{name.lower()}-{short}.json"
        if not file.is_file():
            return None
        schema: Schema = json.loads(file.read_text())
        said = schema.get("properties", {})
        exact = [said.get(key, {}).get("enum") for key in ("apiVersion", "kind")]
        return schema if exact == [[version], [name]] else None


def _defined(definition: Any) -> dict[Kind, Schema]:
    """Return the schema of each version that a definition brings."""
    spec = definition["spec"]
    name = spec["names"]["kind"]
    return {
        (f"{spec['group']}/{version['name']}", name): _whole(
            version["schema"]["openAPIV3Schema"]
        )
        for version in spec["versions"]
    }


def _whole(schema: Schema) -> Schema:
    """Add what all kinds have, which some definitions leave out."""
    names = dict.fromkeys(("apiVersion", "kind"), {"type": "string"})
    strict = _strict(schema | {"properties": names | schema.get("properties", {})})
    strict["properties"]["metadata"] = {"$ref": f"{DEFINITIONS}#/$defs/{METADATA}"}
    return strict


def _strict(schema: Schema) -> Schema:
    """Refuse what a cluster would drop without a word, as for its own kinds."""
    strict = dict(schema)
    if "properties" in strict:
        named = strict["properties"].items()
        strict["properties"] = {name: _strict(each) for name, each in named}
        if not strict.get(PRESERVE):
            strict.setdefault("additionalProperties", False)
    for key in ("items", "additionalProperties"):
        if isinstance(strict.get(key), dict):
            strict[key] = _strict(strict[key])
    if strict.get("nullable") and "type" in strict:
        strict["type"] = [strict["type"], "null"]
    if strict.get("x-kubernetes-int-or-string"):
        strict["type"] = ["integer", "string"]
    return strict
