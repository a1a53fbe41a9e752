"""Run terraform-docs, which makes the tables of each module's README.md."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from engine.layout import Layout
from local.errors import Missing
from tests.terraform.tofu import TERRAFORM

SETTINGS: Final = TERRAFORM / ".terraform-docs.yaml"


@dataclass(frozen=True, slots=True)
class Docs:
    """The program."""

    program: Path

    @classmethod
    def found(cls) -> Self:
        """Return the one that a variable names, the machine's or the engine's."""
        if given := os.environ.get("TERRAFORM_DOCS") or shutil.which("terraform-docs"):
            return cls(Path(given))
        for part in sorted(Layout.of(dict(os.environ)).parts.glob("terraform-docs-*")):
            if (part / "terraform-docs").is_file():
                return cls(part / "terraform-docs")
        raise Missing(
            "could not find program 'terraform-docs': it is neither on the PATH nor a"
            " part of the engine; run make engine, or set TERRAFORM_DOCS"
        )

    def write(self, folder: Path) -> None:
        """Write the tables of a module anew."""
        subprocess.run(
            [self.program, f"--config={SETTINGS}", folder],
            check=True,
            capture_output=True,
        )

    def drifted(self, folder: Path) -> bool:
        """Write the tables of a copy anew, and say whether they were others."""
        file = folder / "README.md"
        before = file.read_text()
        self.write(folder)
        return before != file.read_text()
