"""Find Terraform's folders, and choose what runs in each of them."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

CODE: Final = (".tf", ".tofu")
FORMATTED: Final = (*CODE, ".tfvars", ".tftest.hcl", ".tofutest.hcl")
TESTS: Final = (".tftest.hcl", ".tofutest.hcl")
# Folders of a module that hold no module of their own.
INSIDE: Final = ("tests",)
NEVER: Final = ".terraform"
REQUEST: Final = "/request.json"
RUNS: Final = "runs.json"
# Beside the folder: nothing is left in it that somebody could commit.
PLAN: Final = "PLAN"
COMMAND: Final = ("python", "-P", "-m", "pipeline.opentofu", REQUEST)
# What fits each kind of providers: those that know their schemas and no cloud are
# known by a label of the image that they come with.
LABEL: Final = "pipeline.providers"
TRUE: Final = "true"
SETTINGS: Final = (".terraform-docs.yaml", ".terraform-docs.yml")
# A root keeps its state elsewhere: here it begins with none.
OVERRIDE: Final = "pipeline_override.tf"
LOCAL: Final = 'terraform {\n  backend "local" {}\n}\n'
# Values that only this plan is given: of what is made by hand, or somewhere else.
GIVEN: Final = "pipeline.tfvars"
NAMED: Final = re.compile(
    r'\b(?:resource|data|ephemeral|mock_resource|mock_data)\s+"([\w-]+)"'
)
HASHES: Final = re.compile(r"(?m)^  hashes = \[\n(?:    .*\n)*  \]\n")

Argv = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders that hold code, below *root*: modules, roots that live, all."""

    root: str
    every: tuple[str, ...]
    tested: tuple[str, ...]
    given: tuple[str, ...]
    formatted: int
    settings: str = ""

    @classmethod
    def found(cls, files: Collection[str], root: str) -> "Folders":
        """Find them among a repository's files."""
        inside = [
            PurePosixPath(name)
            for name in files
            if name.startswith(f"{root}/") and NEVER not in name.split("/")
        ]
        every = {str(f.parent) for f in inside if f.name.endswith(CODE)}
        tested = {_tested(file) for file in inside if file.name.endswith(TESTS)}
        settings = [f"{root}/{name}" for name in SETTINGS]
        return cls(
            root=root,
            every=tuple(sorted(name for name in every if not _within(name))),
            tested=tuple(sorted(tested)),
            given=tuple(str(file.parent) for file in inside if file.name == GIVEN),
            formatted=sum(file.name.endswith(FORMATTED) for file in inside),
            settings=next((name for name in settings if name in files), ""),
        )

    @property
    def modules(self) -> tuple[str, ...]:
        """Those that others are made of."""
        return self._below("modules")

    @property
    def live(self) -> tuple[str, ...]:
        """Those that somebody applies."""
        return self._below("live")

    def _below(self, name: str) -> tuple[str, ...]:
        return tuple(f for f in self.every if f.startswith(f"{self.root}/{name}/"))


def _tested(file: PurePosixPath) -> str:
    """Return the module that a file of tests belongs to."""
    folder = file.parent
    return str(folder.parent if folder.name in INSIDE else folder)


def _within(folder: str) -> bool:
    """Say whether a folder helps the tests of a module."""
    return any(part in INSIDE for part in PurePosixPath(folder).parts)


def commands(folder: str, folders: Folders, *, plans: bool) -> list[Argv]:
    """Return what is run in a folder, each only where those before ended well."""
    planned = plans and folder in folders.live
    init: Argv = ("tofu", "init", "-input=false", "-no-color")
    found = [init if planned else (*init, "-backend=false")]
    found += [("tofu", "version", "-json"), ("tofu", "validate", "-json")]
    if folder in folders.tested:
        found.append(("tofu", "test", "-json"))
    if planned:
        values = (f"-var-file={GIVEN}",) if folder in folders.given else ()
        plan = ("tofu", "plan", "-json", "-input=false", f"-out={PLAN}")
        found.append((*plan, *values))
        found.append(("tofu", "show", "-json", PLAN))
    return found


def fmt(folders: Folders) -> Argv:
    """Return what names the files that are not formatted."""
    return ("tofu", "fmt", "-check", "-recursive", "-no-color", f"../{folders.root}")


def docs(folder: str, folders: Folders) -> Argv:
    """Return what holds a module's README.md against the module."""
    up = "/".join(".." for _ in PurePosixPath(folder).parts)
    settings = f"--config={up}/{folders.settings}"
    output = ("--output-file=README.md", "--output-check", ".")
    if folders.settings:
        return ("terraform-docs", settings, *output)
    return ("terraform-docs", "markdown", "table", *output)


def request(folders: Folders, *, true: bool) -> str:
    """Return what is asked for, see pipeline.opentofu."""
    jobs: list[Mapping[str, object]] = [_job(folders.root, [fmt(folders)])]
    for folder in folders.every:
        jobs.append(_job(folder, commands(folder, folders, plans=not true)))
    jobs += [_job(folder, [docs(folder, folders)]) for folder in folders.modules]
    return json.dumps({"root": folders.root, "true": true, "jobs": jobs})


def _job(folder: str, argvs: list[Argv]) -> Mapping[str, object]:
    return {"folder": folder, "commands": argvs}


def types(text: str) -> set[str]:
    """Name the types of resources that a file speaks of."""
    return set(NAMED.findall(text))


def without_hashes(lock: str) -> str:
    """Return a lock file without what tells the true providers from others."""
    return HASHES.sub("", lock)
