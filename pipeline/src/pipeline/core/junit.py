"""Take out of reports what differs from run to run: times, hosts, addresses."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Final

VARYING: Final = ("time", "timestamp", "hostname")
COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
MOMENT: Final = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?")
DURATION: Final = re.compile(r"\bin \d+(?:\.\d+)?s(?: \(\d+:\d\d:\d\d\))?")
ADDRESS: Final = re.compile(r"\b0x[0-9a-f]{6,}\b")


def without_times(text: str) -> str:
    """Leave moments, durations, memory addresses and colours out of a log."""
    text = MOMENT.sub("...", DURATION.sub("in ...s", COLOUR.sub("", text)))
    return ADDRESS.sub("0x...", text)


def normalised(report: str) -> tuple[str, dict[str, float]]:
    """Return a JUnit report without what varies, and the cases' seconds."""
    root = ElementTree.fromstring(report)
    seconds = {
        f"{case.get('classname')}::{case.get('name')}": float(case.get("time", "0"))
        for case in root.iter("testcase")
    }
    for element in root.iter():
        for name in VARYING:
            element.attrib.pop(name, None)
        element.text = without_times(element.text) if element.text else None
        if message := element.get("message"):
            element.set("message", without_times(message))
    return _written(root), seconds


def coverage(report: str) -> str:
    """Return a coverage XML report without the moment it was made."""
    root = ElementTree.fromstring(report)
    root.attrib.pop("timestamp", None)
    return _written(root)


def _written(root: ElementTree.Element) -> str:
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
