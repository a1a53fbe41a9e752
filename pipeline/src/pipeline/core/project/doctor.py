"""Tell what stands ready for a run, and what to do about what does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.core.foreign import terminal
from pipeline.core.project.project import Project
from pipeline.core.words import counted

MIRROR: Final = "let the engine reach that registry, or give it a mirror"
INDEX: Final = "let the containers of the engine reach the package index"
DATABASE: Final = "scan skips vulnerabilities; give --trivy-db or --trivy-db-repository"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a run needs: what it is, or why it is not ready and what to do.

    Without what is not *needed* a run goes on, and shows what it did not look at.
    """

    name: str
    said: str
    to_do: str = ""
    needed: bool = True

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is to be done."""
        return not self.to_do

    @property
    def word(self) -> str:
        """Return the word at the beginning of its line."""
        if self.is_ready:
            return "ok"
        return "no" if self.needed else "less"


def is_ready(checks: Sequence[Check]) -> bool:
    """Say whether a run can begin."""
    return all(check.is_ready for check in checks if check.needed)


def render(checks: Sequence[Check]) -> str:
    """Return a line a check, what to do below it, and a last line with the result."""
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        first, *rest = check.said.splitlines() or [""]
        lines.append(f"{check.word:4}  {check.name:{width}}  {first}")
        lines += [f"{'':{width + 8}}{line}" for line in rest]
        if check.to_do:
            lines.append(f"{'':{width + 8}}{check.to_do}")
    missing = [check.name for check in checks if check.needed and not check.is_ready]
    end = f"not ready: {', '.join(missing)}" if missing else "ready"
    return terminal("\n".join([*lines, "", f"doctor: {end}", ""]))


def repository(project: Project) -> Check:
    """Say what was found in a repository; without code there is nothing to run."""
    code, tests = ", ".join(project.code), ", ".join(project.tests)
    said = (
        f"{counted(len(project.modules), 'Python file')} in {code or 'no folder'}; "
        f"tests in {tests or 'no folder'}; Python {', '.join(project.pythons)}"
    )
    to_do = "" if project.code else "name its folders: [tool.pipeline] paths"
    return Check("repository", said, to_do)
