"""Tests and their coverage: what pytest says."""

from typing import Final

from pipeline.core import coverage, suite
from pipeline.core.config import Config
from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, judged

TOOLS: Final = (suite.TOOL, "coverage")
OPTIONS: Final = (
    f"--cov-report=xml:{suite.REPORTS}/coverage.xml",
    f"--cov-report=json:{suite.REPORTS}/coverage.json",
    "--cov-report=",
    # The threshold is the pipeline's; pytest's own would turn a green run red.
    "--cov-fail-under=0",
)


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


def command(project: Project, config: Config) -> tuple[str, ...]:
    """Return how pytest runs, with coverage of the code in the same process.

    Suites of other stages are left to them, also where they lie among the tests.
    """
    suites = (*config.integration_tests, *config.e2e_tests)
    others = (f"--ignore={path}" for path in suites if path not in project.tests)
    measured = (f"--cov={_importable(path)}" for path in project.code)
    return suite.command(*project.tests, *OPTIONS, *others, *measured)


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
    failed = suite.failures(run)
    if trouble := suite.broken(run):
        return _leg(version, run, failed, trouble)
    total = coverage.percent(run)
    findings = [*failed, *_too_low(total, config.coverage_threshold)]
    return _leg(version, run, findings, f"coverage {total:.2f} %")


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


def _too_low(total: float, threshold: float) -> list[Finding]:
    """Demand more than the threshold; what is all covered always passes."""
    if total > threshold or total == 100:
        return []
    said = f"{total:.2f} % of the code is covered; more than {threshold:g} % must be"
    return [Finding("coverage", "threshold", said, Severity.MEDIUM)]
