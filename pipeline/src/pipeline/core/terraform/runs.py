"""Parse OpenTofu's output of each folder into findings."""

import json
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.terraform.folders import RUNS
from pipeline.core.tool import ToolRun

ERROR: Final = "error"
FIRST_LINES: Final = 3
# What fmt ends with where something is not formatted.
UNFORMATTED: Final = 3
SUMMARY: Final = "test_summary"


@dataclass(frozen=True, slots=True)
class Ran:
    """One command in one folder."""

    folder: str
    command: str
    run: ToolRun

    @property
    def good(self) -> bool:
        """Say whether it ended well."""
        return self.run.exit_code == 0


def runs(run: ToolRun) -> list[Ran]:
    """Read what the commands left, in the order in which they were asked for."""
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    return [_ran(each) for each in read(run, run.report(RUNS))]


def _ran(each: Node) -> Ran:
    argv = [word.text() for word in each["argv"]]
    command = argv[1] if argv[0] == "tofu" else argv[0]
    left = ToolRun(
        tool=" ".join(argv[:2]),
        exit_code=int(each["exit_code"].number()),
        stdout=each["stdout"].text(),
        stderr=each["stderr"].text(),
        seconds=each["seconds"].number(),
    )
    return Ran(each["folder"].text(), command, left)


def of(command: str, all_runs: Sequence[Ran]) -> list[Ran]:
    """Return the runs of one command."""
    return [each for each in all_runs if each.command == command]


def unformatted(ran: Ran, tool: str) -> Iterator[Finding]:
    """Go through the files that fmt would change; it reads no broken file."""
    names = ran.run.stdout.split() if ran.run.exit_code in (0, UNFORMATTED) else []
    for name in names:
        said = "is not formatted; run 'tofu fmt -recursive'"
        yield Finding(tool, "format", said, Severity.HIGH, _path(ran.folder, name))
    if not ran.good and not names:
        yield failure(ran, tool, "unreadable")


def failure(ran: Ran, tool: str, rule: str) -> Finding:
    """Return a finding for a command that says in words what is wrong."""
    said = _first(ran.run.stderr or ran.run.stdout)
    message = said or f"exit code {ran.run.exit_code}"
    return Finding(tool, rule, message, Severity.HIGH, ran.folder)


def _first(text: str) -> str:
    """Return the first lines of what was said, without the frame around it."""
    lines = (line.strip("╷│╵ \t") for line in text.splitlines())
    return " ".join([line for line in lines if line][:FIRST_LINES])


def invalid(ran: Ran, tool: str) -> list[Finding]:
    """Read what validate says."""
    said = read(ran.run, ran.run.stdout)
    found = [_finding(each, ran, tool) for each in said["diagnostics"]]
    ran.run.agrees(sum(each.blocks for each in found), 1)
    return found


def diagnosed(ran: Ran, tool: str) -> list[Finding]:
    """Read what a command says line by line; one that failed says why."""
    said = [line for line in lines(ran.run) if line["type"].text() == "diagnostic"]
    found = [_finding(line["diagnostic"], ran, tool) for line in said]
    if not ran.good and not any(each.blocks for each in found):
        found.append(failure(ran, tool, "failed"))
    return found


def lines(run: ToolRun) -> Iterator[Node]:
    """Go through lines of JSON."""
    for text in run.stdout.splitlines():
        yield read(run, text)


def tested(ran: Ran) -> int:
    """Count the runs of a module's tests; what does not end so was no test."""
    summaries = [line for line in lines(ran.run) if line["type"].text() == SUMMARY]
    if not summaries:
        return 0
    numbers = summaries[-1]["test_summary"]
    return sum(int(numbers[name].number()) for name in ("passed", "failed", "errored"))


def _finding(said: Node, ran: Ran, tool: str) -> Finding:
    """Return a diagnostic; only an error blocks."""
    is_error = said["severity"].text() == ERROR
    detail = said["detail"].text() if "detail" in said else ""
    message = (
        f"{said['summary'].text()}: {detail}" if detail else said["summary"].text()
    )
    path, line = ran.folder, None
    if "range" in said:
        path = _path(ran.folder, said["range"]["filename"].text())
        line = said["range"]["start"]["line"].position()
    return Finding(
        tool=tool,
        rule=_rule(said["summary"].text()),
        message=" ".join(message.split()),
        severity=Severity.HIGH if is_error else Severity.LOW,
        path=path,
        line=line,
        blocks=is_error,
    )


def _rule(summary: str) -> str:
    """Return a summary as one word: diagnostics have no other name."""
    words = "".join(sign if sign.isalnum() else " " for sign in summary.lower())
    return "-".join(words.split())


def _path(folder: str, name: str) -> str:
    """Return a path as the repository has it."""
    return posixpath.normpath(posixpath.join(folder, name))


def selections(all_runs: Sequence[Ran]) -> dict[str, str]:
    """Return the versions of providers that init chose, by their names."""
    found: dict[str, str] = {}
    for ran in of("version", all_runs):
        chosen = read(ran.run, ran.run.stdout)["provider_selections"].members()
        found |= {name.rpartition("/")[2]: it.text() for name, it in chosen.items()}
    return dict(sorted(found.items()))


def plans(all_runs: Sequence[Ran]) -> dict[str, str]:
    """Return the plan of each root, as JSON."""
    return {ran.folder: ran.run.stdout for ran in of("show", all_runs) if ran.good}


def written(kind: str, versions: dict[str, str]) -> str:
    """Return which providers looked, for programs to read."""
    return json.dumps({"kind": kind, "providers": versions}, indent=2) + "\n"
