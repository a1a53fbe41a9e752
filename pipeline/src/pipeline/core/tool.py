"""The result of one run of a tool: exit code, output and report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.core.errors import ToolOutputError

TAIL_LINES: Final = 15
# Where the source is mounted; some tools make paths absolute.
ROOT: Final = "/src/"


@dataclass(frozen=True, slots=True)
class ToolRun:
    """A tool's exit code and all that it wrote.

    *reports* are the texts it left, by path, and *artifacts* what is no text, such
    as pictures. *seconds* is wall time, with the making of the container it ran in.
    """

    tool: str
    exit_code: int
    stdout: str = ""
    stderr: str = ""
    reports: Mapping[str, str] = field(default_factory=dict)
    artifacts: Mapping[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def log(self) -> str:
        """Return what a person would have seen."""
        said = "\n".join(text.rstrip() for text in (self.stdout, self.stderr) if text)
        return f"$ {self.tool}: exit code {self.exit_code}\n{said}\n"

    def not_understood(self, why: str) -> ToolOutputError:
        """Return the error for output that is no verdict, with its last lines."""
        tail = "\n  ".join(self.log.splitlines()[-TAIL_LINES:])
        return ToolOutputError(f"could not understand {self.tool}: {why}\n  {tail}")

    def report(self, name: str) -> str:
        """Return a file that the tool left; ToolOutputError when it left none."""
        if name not in self.reports:
            raise self.not_understood(f"it left no '{name}'")
        return self.reports[name]

    def agrees(self, found: int, *failing: int) -> None:
        """Raise ToolOutputError unless findings and exit code say the same."""
        expected = self.exit_code in failing if found else self.exit_code == 0
        if not expected:
            raise self.not_understood(f"exit code {self.exit_code}, {found} findings")


def relative(path: str) -> str:
    """Return a path as it is called in the repository."""
    return path.removeprefix(ROOT).removeprefix("./")
