"""The stages of a run, in the order in which they are shown, and what sets them apart.

Their functions are listed in main.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the table.

    *called* is the Dagger function, where that has another name. A stage runs *alone*
    when all others have ended: what counts lost requests must measure the service, not
    a busy machine. What *builds_image* first finds it built on an engine where another
    stage has done so. One *by_python* has a leg for each version.
    """

    name: str
    called: str = ""
    alone: bool = False
    builds_image: bool = False
    by_python: bool = False

    @property
    def function(self) -> str:
        """Return the name of its Dagger function."""
        return self.called or self.name


STAGES: Final[Mapping[str, Stage]] = MappingProxyType(
    {
        stage.name: stage
        for stage in (
            Stage("lint"),
            Stage("typecheck"),
            Stage("security"),
            Stage("test", by_python=True),
            Stage("manifests"),
            Stage("terraform"),
            Stage("build", builds_image=True),
            Stage("scan", builds_image=True),
            Stage("integration", builds_image=True, alone=True),
            # By its own name the CLI would make it "e-2-e".
            Stage("e2e", builds_image=True, called="end-to-end"),
        )
    }
)
