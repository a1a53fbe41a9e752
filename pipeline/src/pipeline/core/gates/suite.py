"""A run of pytest: its command, and the leg of its results."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates.results import FILE, PLUGIN, Results
from pipeline.core.tool import ToolRun
from pipeline.core.tools import junit
from pipeline.core.verdict import Leg, Verdict

TOOL: Final = "pytest"
REPORTS: Final = "/reports"
# Lies beside our plugins, see there.
LAUNCHER: Final = "/opt/plugins/pipeline_pytest.py"
OPTIONS: Final = (
    "--color=no",
    "--override-ini=cache_dir=/tmp/pytest-cache",
    # Unlike its successor this one names the file and line of each case.
    "--override-ini=junit_family=xunit1",
    f"--junitxml={REPORTS}/junit.xml",
)
# pytest's exit codes; 0 and 1 are its verdicts.
TROUBLE: Final = {
    2: "pytest was interrupted",
    3: "pytest had an internal error",
    4: "pytest was called wrongly",
    5: "no test was collected",
}
FIRST_SIGNAL: Final = 128


def command(*words: str) -> tuple[str, ...]:
    """Return how pytest runs so that its reports can be read."""
    return ("python", LAUNCHER, "-p", PLUGIN, *words, *OPTIONS)


def missing(paths: Iterable[str], files: Collection[str]) -> str:
    """Return which file or folder is not there, "" when all are."""
    for path in paths:
        if not any(name == path or name.startswith(f"{path}/") for name in files):
            return f"there is no '{path}'"
    return ""


def skipped(
    stage: str, why: str, waits_for: str = "", tools: tuple[str, ...] = (TOOL,)
) -> Leg:
    """Return the leg of a suite that did not run; red where it is required.

    *waits_for* names the stage that is to blame: a failure is red once.
    """
    return replace(Leg.skipped(stage, "", tools, why), waits_for=waits_for)


def absent(stage: str, why: str, key: str, tools: tuple[str, ...] = (TOOL,)) -> Leg:
    """Return the leg of a suite that a repository does not have."""
    said = f"{why}; add it or name another in {key}"
    return Leg.absent(stage, "", tools, said)


def not_running(
    stage: str, name: str, tools: tuple[str, ...], findings: Collection[Finding]
) -> Leg:
    """Return the leg of tests whose services could not be started."""
    log = "".join(f"{finding}\n" for finding in findings)
    leg = Leg.found(stage, name, tools, findings)
    return replace(leg, reason="the services do not run", log=log)


def judge(stage: str, run: ToolRun, logs: Mapping[str, str]) -> Leg:
    """Turn a suite's reports into its leg; a red one has the services' *logs*."""
    leg = Leg.found(stage, "", (TOOL,), failures(run))
    said = {} if leg.verdict is Verdict.PASSED else logs
    return replace(
        leg,
        reason=broken(run),
        seconds=run.seconds,
        log=run.log,
        files={**run.reports, **kept(said)},
        artifacts=run.artifacts,
        looked_at=looked_at(run),
    )


def looked_at(run: ToolRun) -> Mapping[str, int]:
    """Count the tests that ran, and those that did not."""
    return Results.read(run).counts if FILE in run.reports else {}


def kept(logs: Mapping[str, str]) -> dict[str, str]:
    """Return the services' logs as files of a leg."""
    return {f"logs/{name}.log": text for name, text in logs.items()}


def broken(run: ToolRun) -> str:
    """Return why pytest reached no verdict of its own, "" when it did."""
    if run.exit_code in (0, 1):
        return ""
    if run.exit_code >= FIRST_SIGNAL:
        return f"pytest was killed by signal {run.exit_code - FIRST_SIGNAL}"
    return TROUBLE.get(run.exit_code, f"pytest ended with {run.exit_code}")


def failures(run: ToolRun) -> list[Finding]:
    """Return what is red about a run; one that tested nothing to the end is."""
    if trouble := broken(run):
        # A module that cannot be imported interrupts pytest, which reports it as a
        # case.
        failed = junit.failures(_cases(run)) if "junit.xml" in run.reports else []
        return failed or [
            Finding(TOOL, f"exit-{run.exit_code}", trouble, Severity.HIGH)
        ]
    results = Results.read(run)
    if not results.ended:
        return [results.unended()]
    cases = _cases(run)
    failed = junit.failures(cases)
    contradictions = [
        *results.contradictions(cases),
        *results.changed(run.reports),
    ]
    if not contradictions:
        run.agrees(len(failed), 1)
    return [*failed, *contradictions, *_nothing_ran(cases)]


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
    return [Finding(TOOL, "skipped", why, Severity.HIGH)]
