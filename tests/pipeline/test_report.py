"""Is the bundle complete, valid, and the same for the same input?"""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema

from pipeline.core import junit, report
from pipeline.core.summary import markdown
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import FINDING, leg

SCHEMA = json.loads(Path("docs/verdict.schema.json").read_text())

JUNIT = (
    '<testsuites><testsuite time="0.3" timestamp="2030-01-01T10:00:00" hostname="h">'
    '<testcase classname="t" name="a" time="0.25"><failure message="at 0x7f00deadbeef">'
    "in 0.25s</failure></testcase></testsuite></testsuites>"
)
COVERAGE = '<coverage timestamp="1893456000" line-rate="1"/>'
COVERED = json.dumps({"files": {"a.py": {"executed_lines": [1], "missing_lines": []}}})
TESTS = leg(
    "test",
    Verdict.FAILED,
    name="3.12",
    tools=("pytest", "coverage"),
    findings=(replace(FINDING, tool="pytest"),),
    log="1 failed in 0.25s",
    files={"junit.xml": JUNIT, "coverage.xml": COVERAGE, "coverage.json": COVERED},
)
RUN = Run((leg(), TESTS), {"build": "could not reach the registry"})


def test_a_red_bundle_is_complete() -> None:
    """A log for each leg, a SARIF for each tool, all files of the tests."""
    assert [
        "logs/build.log",
        "logs/lint.log",
        "logs/test-3.12.log",
        "sarif/coverage.sarif",
        "sarif/flake8.sarif",
        "sarif/pytest.sarif",
        "summary.md",
        "test/3.12/coverage.xml",
        "test/3.12/junit.xml",
        "times.json",
        "verdict.json",
    ] == list(report.bundle(RUN))


def test_the_verdict_fits_its_schema() -> None:
    """The documented one."""
    jsonschema.validate(json.loads(report.bundle(RUN)["verdict.json"]), SCHEMA)


def test_only_times_json_differs_between_runs_on_one_input() -> None:
    """Durations, moments, hosts and addresses live there or nowhere."""
    again = replace(
        TESTS,
        seconds=99.0,
        log="1 failed in 12.75s (0:00:12)",
        files={
            **TESTS.files,
            "junit.xml": JUNIT.replace("0.25", "12.75")
            .replace("10:00", "11:11")
            .replace('"h"', '"other"')
            .replace("deadbeef", "01234567"),
            "coverage.xml": COVERAGE.replace("1893456000", "1893456999"),
        },
    )
    first, second = report.bundle(RUN), report.bundle(Run((leg(), again), RUN.errors))
    assert ["times.json"] == [path for path in first if first[path] != second[path]]


def test_times_are_kept_for_each_leg_and_test() -> None:
    """In seconds."""
    times = json.loads(report.bundle(RUN)["times.json"])
    assert {"seconds": 1.25, "tests": {"t::a": 0.25}} == times["test (3.12)"]


def test_the_summary_cannot_be_broken_by_what_a_tool_says() -> None:
    """No Markdown and no HTML of its own."""
    evil = replace(FINDING, message="<img src=x>|`a` [b](c)\n# head")
    text = markdown(Run((leg("lint", Verdict.FAILED, findings=(evil,)),)), 93.25)
    assert "&lt;img src=x>\\|\\`a\\` \\[b\\](c) \\# head" in text
    assert "Coverage of all legs together: 93.2 %" in text
    assert "dagger call lint" in text


def test_logs_lose_moments_and_nothing_else() -> None:
    """The words around them stay."""
    log = "2030-01-01T10:00:00Z start, 3 passed in 1.5s, object at 0x7fffdeadbeef, 0xff"
    assert "... start, 3 passed in ...s, object at 0x..., 0xff" == junit.without_times(
        log
    )
