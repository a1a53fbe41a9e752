"""Lay out rendered overlays for linters, and map lines back to their sources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Self

from pipeline.core.tool import ToolRun
from pipeline.core.tools import kubernetes

FOLDER: Final = "/rendered"
# Linters know no Rollout: they are shown the Deployment that it would be, line by
# line. Kustomize writes both fields beside each other.
ROLLOUT: Final = re.compile(r"(?m)^apiVersion: argoproj\.io/v1alpha1\nkind: Rollout$")
DEPLOYMENT: Final = "apiVersion: apps/v1\nkind: Deployment"


def shown(rendered: Mapping[str, str]) -> dict[str, str]:
    """Return a file for each overlay."""
    return {
        f"{PurePosixPath(overlay).name}.yaml": ROLLOUT.sub(DEPLOYMENT, text)
        for overlay, text in rendered.items()
    }


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of what an overlay becomes, and the place that they come from."""

    overlay: str
    begin: int
    end: int
    path: str
    line: int | None

    @property
    def file(self) -> str:
        """Return the file that linters are shown."""
        return f"{PurePosixPath(self.overlay).name}.yaml"

    def has(self, line: int | None) -> bool:
        """Say whether a line is one of these."""
        # Some count the dashes before an object in.
        return line is not None and self.begin - 1 <= line < self.end


@dataclass(frozen=True, slots=True)
class Places:
    """Where the lines of rendered files come from."""

    stretches: tuple[Stretch, ...]

    @classmethod
    def read(cls, run: ToolRun) -> Self:
        """Read them from the check of schemas, which knows the sources."""
        return cls(
            tuple(
                Stretch(
                    overlay=entry["overlay"].text(),
                    begin=int(entry["begin"].number()),
                    end=int(entry["end"].number()),
                    path=entry["file"].text(),
                    line=kubernetes.line(entry),
                )
                for entry in kubernetes.said(run)["objects"]
            )
        )

    def of(self, file: str, line: int | None) -> tuple[str, int | None]:
        """Return the place of a line, else that of the whole overlay."""
        inside = [each for each in self.stretches if each.file == file]
        for each in inside:
            if each.has(line):
                return each.path, each.line
        overlay = inside[0].overlay if inside else file
        return f"{overlay}/kustomization.yaml", None
