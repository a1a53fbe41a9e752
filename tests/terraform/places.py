"""Where Terraform lies in a tree: modules, roots that live, examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.terraform.hcl import Module
from tests.terraform.interface import CLOUDS, FILE, Interface

BOOTSTRAP = "argocd-bootstrap"


@dataclass(frozen=True)
class Place:
    """A folder of files; a module of no cloud has the empty word for one."""

    root: Path
    folder: Path
    kind: str
    part: str
    cloud: str

    @property
    def name(self) -> str:
        """Its path under terraform/."""
        return str(self.folder.relative_to(self.root))

    @cached_property
    def module(self) -> Module:
        """What its files say."""
        return Module.read(self.folder)

    @cached_property
    def interface(self) -> Interface:
        """What modules of its part share."""
        return Interface.read(self.root / "modules" / self.part)


def parts(root: Path) -> list[str]:
    """Name the parts that have an interface."""
    files = sorted((root / "modules").glob(f"*/{FILE}"))
    return [file.parent.name for file in files]


def modules(root: Path) -> Iterator[Place]:
    """Go through all modules."""
    for part in parts(root):
        for cloud in ("",) if part == BOOTSTRAP else CLOUDS:
            yield Place(root, root / "modules" / part / cloud, "module", part, cloud)


def examples(root: Path) -> Iterator[Place]:
    """Go through the smallest use of each module."""
    for each in modules(root):
        folder = root / "examples" / each.part / each.cloud
        yield Place(root, folder, "example", each.part, each.cloud)


def live(root: Path) -> Iterator[Place]:
    """Go through the roots that a person applies."""
    for file in sorted((root / "live").glob("*/**/versions.tf")):
        if ".terraform" not in file.parts:
            cloud, *_ = file.relative_to(root / "live").parts
            yield Place(root, file.parent, "live", "", cloud)


def everywhere(root: Path) -> list[Place]:
    """List all of them that are there."""
    found = [*modules(root), *examples(root), *live(root)]
    return [each for each in found if any(each.folder.glob("*.tf"))]
