"""Examples that went through a plan and an apply, each once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.terraform.places import BOOTSTRAP
from tests.terraform.tofu import Tofu

OFFLINE: Final = ("init", "-backend=false", "-input=false")
DEFINITION: Final = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: {name}.argoproj.io
"""

# What a cloud would answer is taken apart, and what is made up has no such parts. Their
# modules' own tests apply them, with mocks that answer.
UNANSWERED: Final = {
    "examples/database/azure": "data.azurerm_subnet.data",
    "examples/redis/azure": "data.azurerm_subnet.data",
}

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """What a resource has become; its address begins in the module under test."""

    address: str
    type: str
    values: Document


@dataclass(frozen=True, slots=True)
class Example:
    """A folder that was applied, with its plan and its state as JSON."""

    folder: Path
    env: Mapping[str, str]
    plan: Document
    state: Document

    @property
    def actions(self) -> list[list[str]]:
        """What the plan was to do with each resource."""
        return [each["change"]["actions"] for each in self.plan["resource_changes"]]

    def resources(self, mode: str = "managed") -> list[Resource]:
        """Return all that was made, or looked up."""
        root = self.state["values"]["root_module"]
        return [
            Resource(_inner(each["address"]), each["type"], each["values"])
            for each in _within(root)
            if each["mode"] == mode
        ]


@dataclass(frozen=True, slots=True)
class Applied:
    """A copy of terraform/, whose examples are applied when first asked for."""

    tofu: Tofu
    root: Path
    done: dict[str, Example] = field(default_factory=dict)

    def of(self, name: str) -> Example:
        """Return an example by its path under terraform/."""
        if name not in self.done:
            self.done[name] = self._applied(name)
        return self.done[name]

    def _applied(self, name: str) -> Example:
        folder = self.root / name
        env = self._manifests() if name.endswith(BOOTSTRAP) else {}
        self.tofu.done(folder, *OFFLINE)
        self.tofu.done(folder, "plan", "-out=plan", env=env)
        plan = json.loads(self.tofu.done(folder, "show", "-json", "plan"))
        self.tofu.done(folder, "apply", "plan", env=env)
        state = json.loads(self.tofu.done(folder, "show", "-json"))
        return Example(folder, env, plan, state)

    def _manifests(self) -> dict[str, str]:
        """Write what kustomize would print, to a file that a variable names."""
        names = ("applications", "applicationsets", "appprojects")
        file = self.root / "argocd.yaml"
        file.write_text("---\n".join(DEFINITION.format(name=name) for name in names))
        return {"TF_VAR_manifests": str(file)}


def _within(module: Document) -> Iterator[Document]:
    yield from module.get("resources", [])
    for inner in module.get("child_modules", []):
        yield from _within(inner)


def _inner(address: str) -> str:
    """Leave out the name that the example gives its module."""
    words = address.split(".")
    return ".".join(words[2:] if words[0] == "module" else words)
