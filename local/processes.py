"""What the kernel knows of running processes, by /proc."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Running:
    """One process that runs: no other ever has both this id and this start."""

    pid: int
    parent: int
    started: int

    @classmethod
    def of(cls, pid: int) -> Self | None:
        """Return a process that lives, or None."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        # The name, in parentheses, may itself hold spaces and parentheses.
        state, parent, *fields = stat[stat.rindex(")") + 2 :].split()
        # While other threads of a dead one still end, it has its ports open.
        if state in "ZX" and int(fields[15]) <= 1:
            return None
        return cls(pid, int(parent), int(fields[17]))


def everyone() -> Iterator[Running]:
    """List the processes of this machine."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (found := Running.of(int(entry.name))):
            yield found


def family(pid: int) -> list[int]:
    """List a process and all that it started, parents first."""
    children: dict[int, list[int]] = {}
    for each in everyone():
        children.setdefault(each.parent, []).append(each.pid)
    found = [pid]
    for member in found:
        found.extend(children.get(member, ()))
    return found
