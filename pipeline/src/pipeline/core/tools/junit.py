"""Parse JUnit reports, and strip from them what differs from run to run."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Final
from xml.etree.ElementTree import Element

from pipeline.core.findings import Finding, Severity
from pipeline.core.steady import steady

VARYING: Final = ("time", "timestamp", "hostname")
# What pytest puts first where the reason stands further down, after an E.
VAGUE: Final = re.compile(r"collection failure|failed on setup with \"file ")
REASON: Final = re.compile(r"(?m)^E\s+(.+)$")


def failures(root: Element) -> list[Finding]:
    """List the failed and broken cases."""
    return [
        _finding(case, failure)
        for case in root.iter("testcase")
        for failure in case
        if failure.tag in ("failure", "error")
    ]


def ran(root: Element) -> bool:
    """Say whether any case did more than being skipped."""
    return any(case.find("skipped") is None for case in root.iter("testcase"))


def _finding(case: Element, failure: Element) -> Finding:
    path = case.get("file")
    return Finding(
        tool="pytest",
        rule=failure.tag,
        message=f"{_title(case)}: {_reason(failure)}",
        severity=Severity.HIGH,
        path=path,
        line=_line(case, failure, path) if path else None,
    )


def _title(case: Element) -> str:
    names = (case.get("classname"), case.get("name"))
    return "::".join(name for name in names if name)


def _reason(failure: Element) -> str:
    """Return the first line that says why."""
    message = failure.get("message", "")
    said = REASON.search(failure.text or "")
    if said and VAGUE.match(message):
        message = said[1]
    lines = steady(message).splitlines()
    return lines[0].strip() if lines else "no message"


def _line(case: Element, failure: Element, path: str) -> int | None:
    """Return the last line of the test's file that was reached, else its first."""
    reached = re.findall(rf"(?m)^{re.escape(path)}:(\d+): ", failure.text or "")
    if reached:
        return int(reached[-1])
    first = case.get("line", "")
    # pytest counts the lines of cases from 0.
    return int(first) + 1 if first.isdecimal() else None


def normalised(report: str) -> tuple[str, dict[str, float]]:
    """Return the report without what varies, and the seconds of each case."""
    root = ElementTree.fromstring(report)
    seconds = {
        _title(case): float(case.get("time", "0")) for case in root.iter("testcase")
    }
    for element in root.iter():
        for name in VARYING:
            element.attrib.pop(name, None)
        element.text = steady(element.text) if element.text else None
        if message := element.get("message"):
            element.set("message", steady(message))
    return written(root), seconds


def written(root: Element) -> str:
    """Return an XML document as text."""
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
