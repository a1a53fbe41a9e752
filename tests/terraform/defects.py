"""Planted defects: what is changed, and the one check that it turns red."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Defect:
    """A change of the first place that *find* matches in a file, or a folder's files.

    Without *find* the text is added to the end of the file.
    """

    name: str
    check: str
    path: str
    text: str
    find: str = ""

    def plant(self, root: Path) -> Path:
        """Bring the defect into a copy of terraform/; return the folder that has it."""
        place = root / self.path
        for file in sorted(place.glob("*.tf")) if place.is_dir() else [place]:
            before = file.read_text()
            after = self._changed(before)
            if after != before:
                file.write_text(after)
                return file.parent
        raise AssertionError(f"{self.path} has no {self.find}")

    def _changed(self, text: str) -> str:
        if not self.find:
            return text + self.text
        return re.sub(self.find, self.text, text, count=1, flags=re.MULTILINE)


def defects(*checks: str) -> list[Defect]:
    """Read those that are for some checks."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    return [Defect(**each) for each in table["defect"] if each["check"] in checks]
