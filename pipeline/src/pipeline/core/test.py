"""Tests and their coverage: what pytest says."""

import xml.etree.ElementTree as ElementTree
from typing import Final
from xml.etree.ElementTree import Element

from pipeline.core import coverage, junit
from pipeline.core.config import Config
from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, judged

TOOLS: Final = ("pytest", "coverage")
REPORTS: Final = "/reports"
OPTIONS: Final = (
    "--color=no",
    "--override-ini=cache_dir=/tmp/pytest-cache",
    # Unlike its successor this one names the file and line of each case.
    "--override-ini=junit_family=xunit1",
    f"--junitxml={REPORTS}/junit.xml",
    f"--cov-report=xml:{REPORTS}/coverage.xml",
    f"--cov-report=json:{REPORTS}/coverage.json",
    "--cov-report=",
    # The threshold is the pipeline's; pytest's own would turn a green run red.
    "--cov-fail-under=0",
)
# pytest's exit codes; 0 and 1 are its verdicts.
TROUBLE: Final = {
    2: "pytest was interrupted",
    3: "pytest had an internal error",
    4: "pytest was called wrongly",
    5: "no test was collected",
}
FIRST_SIGNAL: Final = 128


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
    measured = (f"--cov={_importable(path)}" for path in project.code)
    return ("python", "-m", "pytest", *project.tests, *OPTIONS, *measured)


def _importable(path: str) -> str:
    """Name a module as coverage wants it; a folder is a folder."""
    module = path.removesuffix(".py")
    return path if module == path else module.replace("/", ".")


def install_project(project: Project) -> tuple[str, ...]:
    """Return what installs a packaged project beside its dependencies, else nothing."""
    if not project.packaged:
        return ()
    return ("uv", "pip", "install", "--quiet", "--no-deps", "--editable=.")


def judge(version: str, run: ToolRun, config: Config) -> Leg:
    """Turn one leg's reports into its verdict."""
    if run.exit_code not in (0, 1):
        return _broken(version, run)
    cases = _cases(run)
    failed = junit.failures(cases)
    run.agrees(len(failed), 1)
    total = coverage.percent(run)
    findings = [*failed, *_nothing_ran(cases)]
    findings += _too_low(total, config.coverage_threshold)
    return _leg(version, run, findings, f"coverage {total:.2f} %")


def _broken(version: str, run: ToolRun) -> Leg:
    """A run without a verdict of its own is red: it tested nothing to the end."""
    why = TROUBLE.get(run.exit_code, f"pytest ended with {run.exit_code}")
    if run.exit_code >= FIRST_SIGNAL:
        why = f"pytest was killed by signal {run.exit_code - FIRST_SIGNAL}"
    # A module that cannot be imported interrupts pytest, which reports it as a case.
    failed = junit.failures(_cases(run)) if "junit.xml" in run.reports else []
    general = Finding("pytest", f"exit-{run.exit_code}", why, Severity.HIGH)
    return _leg(version, run, failed or [general], why)


def _leg(version: str, run: ToolRun, found: list[Finding], reason: str) -> Leg:
    findings = in_order(found)
    return Leg(
        stage="test",
        name=version,
        verdict=judged(findings),
        tools=TOOLS,
        findings=findings,
        reason=reason,
        seconds=run.seconds,
        log=run.log,
        files=run.reports,
    )


def _cases(run: ToolRun) -> Element:
    try:
        return ElementTree.fromstring(run.report("junit.xml"))
    except ElementTree.ParseError as error:
        raise run.not_understood(f"'junit.xml' is broken ({error})") from error


def _nothing_ran(cases: Element) -> list[Finding]:
    """Refuse a run that skipped every test: pytest ends with 0 then."""
    if junit.ran(cases):
        return []
    why = "every test was skipped, so nothing was tested"
    return [Finding("pytest", "skipped", why, Severity.HIGH)]


def _too_low(total: float, threshold: float) -> list[Finding]:
    """Demand more than the threshold; what is all covered always passes."""
    if total > threshold or total == 100:
        return []
    said = f"{total:.2f} % of the code is covered; more than {threshold:g} % must be"
    return [Finding("coverage", "threshold", said, Severity.MEDIUM)]
