"""Tests and their coverage: what pytest says."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.core.config import Config
from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict, judged

REPORTS: Final = "/reports"
OPTIONS: Final = (
    "--color=no",
    "-p",
    "no:cacheprovider",
    f"--junitxml={REPORTS}/junit.xml",
    f"--cov-report=xml:{REPORTS}/coverage.xml",
    f"--cov-report=json:{REPORTS}/coverage.json",
    "--cov-report=",
)
# pytest's exit codes; 0 and 1 are its verdicts.
TROUBLE: Final = {
    2: "pytest was interrupted",
    3: "pytest had an internal error",
    4: "pytest was called wrongly",
    5: "no test was collected",
}


def matrix(project: Project, only: str | None) -> tuple[str, ...]:
    """Return the Python versions to test on; ProjectError for one not among them."""
    if only is None:
        return project.pythons
    if only not in project.pythons:
        known = ", ".join(project.pythons)
        raise ProjectError(
            f"could not test on Python '{only}': the classifiers name {known}; "
            "add it there or choose one of these"
        )
    return (only,)


def command(project: Project) -> tuple[str, ...]:
    """Return how pytest runs, with coverage of the code in the same process."""
    coverage = (f"--cov={path.removesuffix('.py')}" for path in project.code)
    return ("python", "-m", "pytest", *project.tests, *OPTIONS, *coverage)


def install_project(project: Project) -> tuple[str, ...]:
    """Return what installs a packaged project beside its dependencies, else nothing."""
    if not project.packaged:
        return ()
    return ("uv", "pip", "install", "--quiet", "--no-deps", "--editable=.")


def judge(version: str, run: ToolRun, config: Config) -> Leg:
    """Turn one leg's reports into its verdict."""
    if run.exit_code in TROUBLE:
        return _trouble(version, run)
    failed = failures(run.report("junit.xml"))
    if (run.exit_code == 1) != bool(failed):
        raise run.not_understood(f"exit code {run.exit_code}, {len(failed)} failures")
    total = percent(run.report("coverage.json"))
    findings = in_order([*failed, *_too_low(total, config.coverage_threshold)])
    return Leg(
        stage="test",
        name=version,
        verdict=judged(findings),
        tools=("pytest", "coverage"),
        findings=findings,
        reason=f"coverage {total:.1f} %",
        seconds=run.seconds,
        log=run.log,
        files=dict(run.reports),
    )


def _trouble(version: str, run: ToolRun) -> Leg:
    """A run without a verdict of its own is red: it tested nothing to the end."""
    why = TROUBLE[run.exit_code]
    finding = Finding("pytest", f"exit-{run.exit_code}", why, Severity.HIGH)
    return Leg(
        stage="test",
        name=version,
        verdict=Verdict.FAILED,
        tools=("pytest", "coverage"),
        findings=(finding,),
        reason=why,
        seconds=run.seconds,
        log=run.log,
        files=dict(run.reports),
    )


def failures(report: str) -> list[Finding]:
    """List the failed and broken cases of a JUnit report."""
    found = []
    for case in ElementTree.fromstring(report).iter("testcase"):
        for kind in ("failure", "error"):
            for failure in case.findall(kind):
                found.append(_failure(case, kind, failure.get("message", "")))
    return found


def _failure(case: ElementTree.Element, kind: str, message: str) -> Finding:
    name = f"{case.get('classname')}::{case.get('name')}"
    first = message.splitlines()[0] if message else "no message"
    return Finding("pytest", kind, f"{name}: {first}", Severity.HIGH)


def percent(report: str) -> float:
    """Return the total of a coverage JSON report, in percent."""
    return float(json.loads(report)["totals"]["percent_covered"])


def _too_low(total: float, threshold: float) -> list[Finding]:
    """Demand more than the threshold; what is all covered always passes."""
    if total > threshold or total == 100:
        return []
    said = f"{total:.1f} % of the code is covered; more than {threshold:g} % must be"
    return [Finding("coverage", "threshold", said, Severity.MEDIUM)]


def combined(reports: Sequence[str]) -> float | None:
    """Return the percentage of lines and branches that any leg reached."""
    files: dict[str, tuple[set[str], set[str]]] = {}
    for report in reports:
        for path, entry in json.loads(report)["files"].items():
            reached, known = files.setdefault(path, (set(), set()))
            reached |= _marks(entry, "executed_lines", "executed_branches")
            known |= _marks(entry, "missing_lines", "missing_branches")
    total = sum(len(reached | known) for reached, known in files.values())
    if not total:
        return None
    return 100 * sum(len(reached) for reached, _ in files.values()) / total


def _marks(
    entry: Mapping[str, Sequence[object]], lines: str, branches: str
) -> set[str]:
    """Name a file's lines and branches so that legs can be joined."""
    return {f"line {n}" for n in entry[lines]} | {
        f"branch {b}" for b in entry.get(branches, ())
    }
