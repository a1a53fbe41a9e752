"""The decision of an effect: files to write, or why nothing is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.core.environments.policy import Rules
from pipeline.core.project.environment import Environment


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the repository the environments' image components lie."""

    overlays: str = "k8s/overlays"

    def folder(self, environment: Environment) -> str:
        """Return the one folder of an environment that effects write to."""
        return f"{self.overlays}/{environment.value}/image"

    def overlay(self, environment: Environment) -> str:
        """Return the Kustomization that Argo CD renders."""
        return f"{self.overlays}/{environment.value}/kustomization.yaml"

    def component(self, environment: Environment) -> str:
        """Return the kustomize Component that holds the image."""
        return f"{self.folder(environment)}/kustomization.yaml"

    def record(self, environment: Environment) -> str:
        """Return the record of the release that the component names."""
        return f"{self.folder(environment)}/release.json"

    def hold(self, environment: Environment, digest: str) -> str:
        """Return the marker that blocks a digest."""
        name = digest.replace(":", "-")
        return f"{self.folder(environment)}/holds/{name}.json"


@dataclass(frozen=True, slots=True)
class Past:
    """An environment's folder as a commit left it: each file's path and text.

    *facts* are what the commit's message says of the effects that it is of.
    """

    commit: str
    time: datetime
    author: str
    subject: str
    files: Mapping[str, str]
    facts: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the branch's newest commit says.

    *files* are all texts in the environments' folders. *past* holds, newest first, the
    commits that changed an environment's folder, the present included. *trees* tells
    the tree of each commit that was asked for and is known, *policies* what such a
    commit asks of a release.
    """

    tip: str
    files: Mapping[str, str]
    past: Mapping[Environment, tuple[Past, ...]] = field(default_factory=dict)
    trees: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, Rules] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Write:
    """Files to write (None: to remove), the commit's subject, the facts in its body."""

    files: Mapping[str, str | None]
    subject: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to do, which is a success, and why."""

    why: str


Decision = Write | Nothing
# Applied again to the newest commit until it lands. Raises Refused.
Intent = Callable[[Snapshot], Decision]
