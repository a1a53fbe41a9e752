"""Parse what our plugin of pytest wrote down, and compare it with the report."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self
from xml.etree.ElementTree import Element

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun
from pipeline.core.words import counted

TOOL: Final = "pytest"
PLUGIN: Final = "pipeline_results"
FILE: Final = "results.jsonl"
RULE: Final = "contradiction"


@dataclass(slots=True)
class Test:
    """How one test ended, of its last attempt."""

    name: str
    raised: str = ""
    skipped: bool = False
    expected: bool = False

    def add(self, line: Node) -> None:
        """Take in one phase; the first begins an attempt."""
        if line["phase"].text() == "setup":
            self.raised, self.skipped, self.expected = "", False, False
        if line["expected"].value is True:
            self.expected = True
        elif line["skipped"].value is True:
            self.skipped = True
        else:
            self.raised = self.raised or line["raised"].text()


@dataclass(frozen=True, slots=True)
class Results:
    """All tests that ran, how many there were, and how many something left out."""

    tests: tuple[Test, ...]
    ended: bool
    collected: int
    kept: int
    endings: int
    written: Mapping[str, str]

    @classmethod
    def read(cls, run: ToolRun) -> Self:
        """Read the lines; one that is cut is the last thing that a process did."""
        tests: dict[tuple[str, float], Test] = {}
        ends: list[Node] = []
        for line in _lines(run):
            if "test" in line:
                name = line["test"].text()
                key = name, line["place"].number()
                tests.setdefault(key, Test(name)).add(line)
            elif "ended" in line:
                ends.append(line)
        return cls(
            tests=tuple(tests.values()),
            ended=any(end["ended"].value is True for end in ends),
            collected=_most(ends, "collected"),
            kept=_most(ends, "kept"),
            endings=sum(end["ended"].value is True for end in ends),
            written=_digests(ends),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tests ran, and what became of the others."""
        skipped = sum(test.skipped for test in self.tests)
        others = {
            "deselected": self.collected - self.kept,
            "skipped": skipped,
            "xfailed": sum(test.expected for test in self.tests),
        }
        seen = {name: number for name, number in others.items() if number}
        return {"tests": len(self.tests) - skipped} | seen

    def contradictions(self, cases: Element) -> Iterator[Finding]:
        """Find what a report keeps back: code of the repository may have written it."""
        told = list(cases.iter("testcase"))
        failed = [case for case in told if _failed(case)]
        raised = [test for test in self.tests if test.raised]
        if len(raised) > len(failed):
            names = ", ".join(f"{test.name} ({test.raised})" for test in raised[:3])
            yield _finding(
                f"{counted(len(raised), 'test')} raised errors, and the report tells of"
                f" {len(failed)}: {names}"
            )
        if len(self.tests) > len(told):
            ran = counted(len(self.tests), "test")
            yield _finding(f"{ran} ran, and the report tells of {len(told)}")
        if self.kept > len(self.tests) and not failed:
            missing = counted(self.kept - len(self.tests), "test")
            yield _finding(f"{missing} never ran, although nothing left them out")

    def changed(self, reports: Mapping[str, str]) -> Iterator[Finding]:
        """Find reports that are others than at the end, or a second end."""
        if self.endings > 1:
            yield _finding(f"pytest ended {self.endings} times")
        for name, digest in self.written.items():
            text = reports.get(name, "")
            if hashlib.sha256(text.encode()).hexdigest() != digest:
                yield _finding(f"'{name}' was changed when pytest had ended")

    def unended(self) -> Finding:
        """Return what is red about a run that ended before its end."""
        last = f"; the last test was {self.tests[-1].name}" if self.tests else ""
        said = f"pytest ended before its end{last}"
        return Finding(TOOL, "unended", said, Severity.HIGH)


def _lines(run: ToolRun) -> Iterator[Node]:
    whole, _, _ = run.report(FILE).rpartition("\n")
    return (read(run, line) for line in whole.splitlines())


def _digests(ends: list[Node]) -> dict[str, str]:
    written = (end["written"] for end in ends if "written" in end)
    return {n: it.text() for each in written for n, it in each.members().items()}


def _most(ends: list[Node], name: str) -> int:
    return max((int(end[name].number()) for end in ends), default=0)


def _failed(case: Element) -> bool:
    return any(case.find(tag) is not None for tag in ("failure", "error"))


def _finding(said: str) -> Finding:
    return Finding(TOOL, RULE, said, Severity.HIGH)
