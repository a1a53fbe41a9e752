"""Reports of the target repository, one for each set of planted defects."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.engines import pipeline
from tests.gates.defects import Defect

TARGET = Path(__file__).parent / "target"


@dataclass(frozen=True, slots=True)
class Report:
    """A bundle that was exported."""

    folder: Path

    @property
    def verdict(self) -> dict[str, Any]:
        """The machine-readable verdict."""
        text = (self.folder / "verdict.json").read_text()
        document: dict[str, Any] = json.loads(text)
        return document

    @property
    def red(self) -> set[tuple[object, object]]:
        """Stage and leg of everything that is red."""
        legs = self.verdict["legs"]
        return {(leg["stage"], leg["leg"]) for leg in legs if leg["red"]}

    def tools(self, *verdicts: str) -> set[str]:
        """Return the tools of the legs that have one of these verdicts."""
        legs = self.verdict["legs"]
        some = [leg["tools"] for leg in legs if leg["verdict"] in verdicts]
        return {tool for tools in some for tool in tools}

    @property
    def blocking(self) -> set[tuple[object, object]]:
        """Stages, and their tools whose findings block."""
        return {
            (leg["stage"], finding["tool"])
            for leg in self.verdict["legs"]
            for finding in leg["findings"]
            if finding["blocks"]
        }


def report(target: Path, databases: tuple[str, ...], folder: Path) -> Report:
    """Export the report of a repository."""
    where = (f"--source={target}", *databases)
    done = pipeline("report", *where, "export", f"--path={folder}")
    assert 0 == done.returncode, done.stderr
    return Report(folder)


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports that several tests look at; each is made when it is first asked for."""

    folder: Path
    databases: tuple[str, ...]
    known: dict[tuple[Defect, ...], Report] = field(default_factory=dict)

    def of(self, *defects: Defect) -> Report:
        """Return the report on a target with these defects and no others."""
        if defects not in self.known:
            folder = self.folder / str(len(self.known))
            target = shutil.copytree(TARGET, folder / "target")
            for defect in defects:
                defect.plant(target)
            self.known[defects] = report(target, self.databases, folder / "report")
        return self.known[defects]


def names(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
