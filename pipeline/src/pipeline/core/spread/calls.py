"""Split a run into calls, one a gate, for several engines."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.stages import STAGES


@dataclass(frozen=True, slots=True)
class Call:
    """A gate, or one Python version of the tests."""

    stage: str
    python: str = ""

    @property
    def title(self) -> str:
        """Name it for people and for files."""
        return f"{self.stage}-{self.python}" if self.python else self.stage

    @property
    def warmth(self) -> str:
        """Name what it finds warm where calls of the same name have run."""
        return "image" if STAGES[self.stage].builds_image else self.title

    @property
    def is_alone(self) -> bool:
        """Say whether its engine has to run nothing else meanwhile."""
        return STAGES[self.stage].alone


def calls(stages: Sequence[str], pythons: Sequence[str]) -> tuple[Call, ...]:
    """List the calls of a run, in the order in which their legs are shown."""
    return tuple(
        call
        for stage in stages
        for call in (
            [Call(stage, python) for python in pythons]
            if STAGES[stage].by_python
            else [Call(stage)]
        )
    )
