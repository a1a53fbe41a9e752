"""Is the bundle complete, valid, and the same for the same input?"""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.project.config import GATES
from pipeline.core.report import bundle as report
from pipeline.core.report import sarif, verdict_json
from pipeline.core.verdict import Leg, Run, Verdict
from tests.pipeline.examples import FINDING, leg

ROOT = Path(__file__).parents[3]
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs" / "verdict.schema.json").read_text())
)

JUNIT = (
    '<testsuites><testsuite time="0.3" timestamp="2030-01-01T10:00:00" hostname="h">'
    '<testcase classname="t" name="a" time="0.25"><failure message="at 0x7f00deadbeef">'
    "in 0.25s</failure></testcase></testsuite></testsuites>"
)
COVERAGE = '<coverage timestamp="1893456000" line-rate="1"/>'
COVERED = json.dumps(
    {"files": {"a.py": {"executed_lines": [1, 2, 3], "missing_lines": [4]}}}
)
TESTS = leg(
    "test",
    Verdict.FAILED,
    name="3.12",
    tools=("pytest", "coverage"),
    findings=(replace(FINDING, tool="pytest"),),
    log="1 failed in 0.25s",
    files={"junit.xml": JUNIT, "coverage.xml": COVERAGE, "coverage.json": COVERED},
)
LINT = leg(reason="read in 0.25s")
RUN = Run((LINT, TESTS), {"build": "could not reach the registry in 0.25s"})


PASSED = leg("security", name="bandit", tools=("bandit",))
SKIPPED = leg("security", Verdict.SKIPPED, name="safety", tools=("safety",))
FOUND = replace(PASSED, verdict=Verdict.FAILED, findings=(FINDING,))


@pytest.mark.parametrize(
    ("legs", "there"),
    [
        pytest.param((SKIPPED,), False, id="nothing looked"),
        pytest.param((PASSED, SKIPPED), False, id="something required did not"),
        pytest.param((PASSED, replace(SKIPPED, required=False)), True, id="not asked"),
        pytest.param((FOUND, SKIPPED), True, id="something blocks"),
    ],
)
def test_a_gate_that_could_not_look_has_no_sarif(
    legs: tuple[Leg, ...], there: bool
) -> None:
    """A code host would take what it found the last time for fixed."""
    assert there is ("sarif/security.sarif" in report.bundle(Run(legs)))


def test_all_that_is_handed_over_at_once_is_taken() -> None:
    """GitHub takes twenty runs, each of a category of its own: every tool is awake."""
    legs = [
        leg(gate, name=str(number), tools=(f"tool-{gate}-{number}",))
        for gate in GATES
        for number in range(8)
    ]
    files = report.bundle(Run(tuple(legs)))
    documents = [json.loads(it) for path, it in files.items() if "sarif/" in path]
    runs = [run for document in documents for run in document["runs"]]
    assert len(GATES) == len(runs) <= 20
    assert len(runs) == len({run["automationDetails"]["id"] for run in runs})
    assert len(runs) * sarif.MOST_BYTES <= 10_000_000


ODD = {
    name: b"PNG"
    for name in (
        "a:b.png",
        "a_b.png",
        "<b>.png",
        "c/star*.zip",
        'quo"te.png',
        "x\ny.png",
    )
}


def test_files_of_a_suite_get_names_that_can_be_kept() -> None:
    """An archive of artifacts refuses all for one of them."""
    files = report.bundle(Run((leg("e2e", artifacts=ODD),)))
    names = [path for path in files if path.startswith("e2e/")]
    assert len(ODD) == len(names)
    assert not re.search(r'[":<>|*?\\\r\n]', "".join(names))


def test_what_is_no_text_hides_no_report() -> None:
    """Half a character of a path, an escape of a terminal."""
    evil = replace(FINDING, path="a\ud800\x1b[2J.py", message="\ud800", rule="\x07")
    files = report.bundle(Run((leg("lint", Verdict.FAILED, findings=(evil,)),)))
    texts = [it for it in files.values() if isinstance(it, str)]
    assert all("\x1b" not in text and "\ud800" not in text for text in texts)


def test_a_red_bundle_is_complete() -> None:
    """A log for each leg, a SARIF for each gate, all files of the tests."""
    assert [
        "index.html",
        "logs/build.log",
        "logs/lint.log",
        "logs/test-3.12.log",
        "sarif/lint.sarif",
        "sarif/test.sarif",
        "summary.md",
        "test/3.12/coverage.xml",
        "test/3.12/junit.xml",
        "times.json",
        "verdict.json",
    ] == list(report.bundle(RUN))


def test_a_finding_is_in_the_document_of_its_gate_only() -> None:
    """The others are empty."""
    files = report.bundle(RUN)
    sizes = {
        gate: len(json.loads(files[f"sarif/{gate}.sarif"])["runs"][0]["results"])
        for gate in ("test", "lint")
    }
    assert {"test": 1, "lint": 0} == sizes


def test_the_verdict_fits_its_schema() -> None:
    """The documented one, with all that the run knows."""
    verdict = json.loads(report.bundle(RUN)["verdict.json"])
    SCHEMA.validate(verdict)
    assert ("failed", 75.0) == (verdict["outcome"], verdict["coverage"])
    assert {"build": "could not reach the registry in ...s"} == verdict["errors"]
    assert [False, True] == [each["red"] for each in verdict["legs"]]


LEGS = st.builds(
    leg,
    stage=st.sampled_from(["lint", "test", "security"]),
    verdict=st.sampled_from(Verdict),
    name=st.text(max_size=3),
    reason=st.text(max_size=5),
    log=st.text(max_size=5),
    findings=st.just(()) | st.just((FINDING,)),
    required=st.booleans(),
    advisory=st.booleans(),
)
ERRORS = st.dictionaries(st.sampled_from(["build", "lint"]), st.text(min_size=1))


@given(st.lists(LEGS, max_size=3), ERRORS)
def test_any_run_has_a_valid_verdict(legs: list[Leg], errors: dict[str, str]) -> None:
    """Whatever letters, and also without a leg."""
    SCHEMA.validate(verdict_json.document(Run(tuple(legs), errors), None))


def without_times(page: str) -> str:
    """Return what of the page has to be the same in every run on one input."""
    time_line = r"<h2>Stages</h2>.*?</section>|<dt>took</dt><dd>.*?</dd>"
    return re.sub(time_line, "", page, flags=re.DOTALL)


def test_only_times_differ_between_runs_on_one_input() -> None:
    """Durations, moments, hosts and addresses are nowhere else."""
    again = replace(
        TESTS,
        started=7.0,
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
    errors = {"build": RUN.errors["build"].replace("0.25", "12.75")}
    lint = replace(LINT, reason="read in 12.75s")
    first, second = report.bundle(RUN), report.bundle(Run((lint, again), errors))
    differing = {path for path in first if first[path] != second[path]}
    assert {"index.html", "times.json"} == differing
    page, other = str(first["index.html"]), str(second["index.html"])
    assert without_times(page) == without_times(other)


def test_times_are_kept_for_each_leg_and_test() -> None:
    """In seconds."""
    times = json.loads(report.bundle(RUN)["times.json"])
    assert {"started": 0, "seconds": 1.25} == times["lint"]
    assert {"t::a": 0.25} == times["test (3.12)"]["tests"]
