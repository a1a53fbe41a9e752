"""Judge tests and their coverage."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from pipeline.core.errors import ProjectError
from pipeline.core.findings import Finding, Severity
from pipeline.core.gates import suite
from pipeline.core.gates.measured import PLUGIN, REPORT, Measured
from pipeline.core.gates.results import Results
from pipeline.core.project.config import Config
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg

STAGE: Final = "test"
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
    listed = ("-p", PLUGIN, *(f"--pipeline-code={path}" for path in project.code))
    words = (*listed, *project.tests, *OPTIONS, *others, *measured)
    return suite.command(*words)


def _importable(path: str) -> str:
    """Name a module as coverage wants it; a folder is a folder."""
    module = path.removesuffix(".py")
    return path if module == path else module.replace("/", ".")


def judge(version: str, run: ToolRun, project: Project, config: Config) -> Leg:
    """Turn one leg's reports into its verdict."""
    failed = suite.failures(run)
    if trouble := suite.broken(run):
        return _leg(version, run, failed, trouble)
    if not Results.read(run).ended:
        return _leg(version, run, failed, "")
    measured = Measured.read(run, project)
    findings = [*failed, *_too_low(measured.percent, config.coverage_threshold)]
    leg = _leg(version, run, findings, _said(measured.percent))
    return replace(
        leg,
        files={**run.reports, REPORT: measured.report},
        looked_at={**leg.looked_at, "statements": measured.statements},
        left_out=measured.left_out,
    )


def not_running(version: str, findings: Collection[Finding]) -> Leg:
    """Return the leg of tests whose services could not be started."""
    return suite.not_running(STAGE, version, TOOLS, findings)


def _said(percent: float | None) -> str:
    return "no coverage" if percent is None else f"coverage {percent:.2f} %"


def _leg(version: str, run: ToolRun, found: list[Finding], reason: str) -> Leg:
    return replace(
        Leg.found(STAGE, version, TOOLS, found),
        reason=reason,
        seconds=run.seconds,
        log=run.log,
        files=run.reports,
        looked_at=suite.looked_at(run),
    )


def _too_low(total: float | None, threshold: float) -> list[Finding]:
    """Demand more than the threshold; what is all covered always passes."""
    if total is None:
        said = "the code has no statement: there was nothing to cover"
        return [Finding("coverage", "nothing", said, Severity.MEDIUM)]
    if total > threshold or total == 100:
        return []
    said = f"{total:.2f} % of the code is covered; more than {threshold:g} % must be"
    return [Finding("coverage", "threshold", said, Severity.MEDIUM)]
