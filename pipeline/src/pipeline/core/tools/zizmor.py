"""Parse zizmor's report on workflows into findings."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun, relative

TOOL: Final = "zizmor"
COMMAND: Final = (
    *(TOOL, "--pedantic", "--offline", "--collect=all"),
    *("--format=json", "--color=never", "--no-progress", "."),
)
SEVERITIES: Final = {
    "Informational": Severity.LOW,
    "Low": Severity.LOW,
    "Medium": Severity.MEDIUM,
}
# Its codes for findings by the worst of them; 3 is for nothing to look at.
FOUND: Final = (11, 12, 13, 14)
# It goes on without a file that it cannot read.
UNREAD: Final = re.compile(r"(?m)^\s*WARN .*?: (failed to (?:parse|validate) .+)$")
# What it has looked at to the end.
COMPLETED: Final = re.compile(r"(?m)^\s*INFO audit: zizmor: \S+ completed \S")
IGNORING: Final = re.compile(r"#\s*zizmor:\s*ignore\[")
FILE: Final = re.compile(r"file://(.+?)(?= as |: |$)")


def findings(run: ToolRun) -> list[Finding]:
    """Read its JSON, and name what it has passed over."""
    unread = [_unread(said) for said in UNREAD.findall(run.stderr)]
    if not run.stdout and unread:
        return unread
    if run.exit_code not in (0, *FOUND):
        raise run.not_understood(f"exit code {run.exit_code}")
    found = list(_found(read(run, run.stdout)))
    run.agrees(len(found), *FOUND)
    return [*found, *unread]


def looked_at(run: ToolRun) -> int:
    """Count the files that it has looked at to the end."""
    return len(COMPLETED.findall(run.stderr))


def ignoring(texts: Iterable[str]) -> int:
    """Count the comments that have it ignore something: it does not tell of those."""
    return sum(len(IGNORING.findall(text)) for text in texts)


def _found(document: Node) -> Iterator[Finding]:
    for entry in document:
        if entry["ignored"].value is not True:
            yield _finding(entry)


def _finding(entry: Node) -> Finding:
    place = _primary(entry)
    point = place["concrete"]["location"]["start_point"]
    said = place["symbolic"]["annotation"].text()
    severity = entry["determinations"]["severity"].text()
    return Finding(
        tool=TOOL,
        rule=entry["ident"].text(),
        message=f"{entry['desc'].text()}: {said}",
        severity=SEVERITIES.get(severity, Severity.HIGH),
        path=relative(_path(place["symbolic"]["key"])),
        line=point["row"].position(first=0),
        column=point["column"].position(first=0),
    )


def _primary(entry: Node) -> Node:
    """Return the place that matters most, else the first one."""
    places = list(entry["locations"])
    primary = [p for p in places if p["symbolic"]["kind"].text() == "Primary"]
    if not places:
        raise entry.run.not_understood(f"'{entry.path}' of its output has no place")
    return (primary or places)[0]


def _path(key: Node) -> str:
    return key["Local"]["verbatim_path"].text()


def _unread(said: str) -> Finding:
    named = FILE.search(said)
    path = relative(named[1]) if named else None
    return Finding(TOOL, "unreadable", FILE.sub("it", said), Severity.HIGH, path)
