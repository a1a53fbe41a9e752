"""The workflows, as GitHub reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yaml"))

# What YAML holds is not known before it is read.
Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow: its text, and the tables in it."""

    name: str
    text: str
    table: Table

    @property
    def jobs(self) -> dict[str, Table]:
        """Return its jobs by their ids."""
        jobs: dict[str, Table] = self.table["jobs"]
        return jobs

    @property
    def on(self) -> Table:
        """Return what starts it."""
        started: Table = self.table[True]  # type: ignore[index]  # "on" in YAML 1.1
        return started

    @property
    def choices(self) -> Table:
        """Return what a person is asked who starts it, and what there is to choose."""
        asked: Table = (self.on.get("workflow_dispatch") or {}).get("inputs", {})
        return {name: field.get("options") for name, field in asked.items()}

    def steps(self) -> Iterator[tuple[Table, Table]]:
        """Yield each step with its job."""
        for job in self.jobs.values():
            for step in job["steps"]:
                yield job, step

    def environment(self, job: Table, step: Table) -> set[str]:
        """Return the names of the variables that a step finds."""
        tables = (self.table, job, step)
        return {name for table in tables for name in table.get("env", {})}


def read(name: str, text: str) -> Workflow:
    """Return a workflow from its text."""
    return Workflow(name, text, yaml.safe_load(text))


def workflow(file: Path) -> Workflow:
    """Return a workflow from its file."""
    return read(file.name, file.read_text())
