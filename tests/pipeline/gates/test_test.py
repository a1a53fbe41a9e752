"""What do the tests of one leg, and their coverage, say?"""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.core.errors import ProjectError, ToolOutputError
from pipeline.core.findings import Finding, Severity
from pipeline.core.gates import suite
from pipeline.core.gates import test as policy
from pipeline.core.project.config import Config
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.tools.coverage import by_file
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import PROJECT, data, ran, results

GREEN = (
    '<testsuites><testsuite><testcase classname="t" name="a" time="0.1"/>'
    "</testsuite></testsuites>"
)
RED = GREEN.replace("/></", '><failure message="assert 1 == 2&#10;more"/></testcase></')
SKIPPED = GREEN.replace("/></", "><skipped/></testcase></")
IMPORT = data("junit-import.xml")


def entry(covered: int, statements: int, excluded: int = 0) -> dict[str, object]:
    """Return what coverage says of one file."""
    return {
        "executed_lines": [],
        "missing_lines": [],
        "excluded_lines": [*range(excluded)],
        "summary": {"covered_lines": covered, "num_statements": statements},
    }


def facts(statements: int = 1000, *, omitted: bool = False) -> dict[str, object]:
    """Return what our plugin says of one file."""
    return {"statements": [*range(statements)], "excluded": [], "omitted": omitted}


def finished(
    exit_code: int, junit: str = GREEN, percent: float = 95.0, raised: str = ""
) -> ToolRun:
    """Return a finished run of pytest."""
    reached = round(percent * 10)
    coverage = json.dumps({"files": {"shop/prices.py": entry(reached, 1000)}})
    return ran(
        "python",
        exit_code,
        junit_xml=junit,
        coverage_json=coverage,
        results_jsonl=results(raised),
        statements_json=json.dumps({"shop/prices.py": facts()}),
    )


def verdict(run: ToolRun, threshold: float = 80) -> Verdict:
    """Judge with a threshold."""
    return policy.judge(
        "3.12", run, PROJECT, Config(coverage_threshold=threshold)
    ).verdict


def test_passing_tests_with_enough_coverage_pass() -> None:
    """Both count, and the leg keeps the reports."""
    run = finished(0)
    leg = policy.judge("3.12", run, PROJECT, Config())
    assert Verdict.PASSED is leg.verdict
    assert "coverage 95.00 %" == leg.reason
    assert run.reports.keys() == leg.files.keys()
    assert ("pytest", "coverage") == leg.tools


def test_a_failing_test_is_red_and_named() -> None:
    """With the first line of what it said."""
    leg = policy.judge("3.12", finished(1, RED), PROJECT, Config())
    assert Verdict.FAILED is leg.verdict
    assert ["t::a: assert 1 == 2"] == [finding.message for finding in leg.findings]


@pytest.mark.parametrize(
    ("percent", "threshold", "expected"),
    [
        pytest.param(80.1, 80, Verdict.PASSED, id="above"),
        pytest.param(80.0, 80, Verdict.FAILED, id="exactly: more is asked for"),
        pytest.param(79.9, 80, Verdict.FAILED, id="below"),
        pytest.param(100, 100, Verdict.PASSED, id="all of it is always enough"),
        pytest.param(0.0, 0, Verdict.FAILED, id="nothing at all"),
    ],
)
def test_coverage_must_be_above_the_threshold(
    percent: float, threshold: float, expected: Verdict
) -> None:
    """More than it, as '> 80 %' says."""
    assert expected is verdict(finished(0, percent=percent), threshold)


def test_tests_that_were_all_skipped_tested_nothing() -> None:
    """pytest ends with 0 for them."""
    assert Verdict.FAILED is verdict(finished(0, SKIPPED))


@pytest.mark.parametrize(
    ("exit_code", "why"),
    [
        *sorted(suite.TROUBLE.items()),
        pytest.param(42, "pytest ended with 42", id="a plugin's own code"),
        pytest.param(139, "pytest was killed by signal 11", id="a crash"),
    ],
)
def test_a_run_that_did_not_end_well_is_red(exit_code: int, why: str) -> None:
    """No test collected, an interruption or a crash tested nothing to the end."""
    for run in (ran("python", exit_code), finished(exit_code)):
        leg = policy.judge("3.12", run, PROJECT, Config())
        assert Verdict.FAILED is leg.verdict
        assert why == leg.reason
        assert [f"{why} [exit-{exit_code}]"] == [str(f) for f in leg.findings]


def test_a_module_that_cannot_be_imported_is_named() -> None:
    """pytest is interrupted by it, and knows why."""
    run = ran("python", 2, junit_xml=IMPORT)
    leg = policy.judge("3.12", run, PROJECT, Config())
    assert [
        "tests/test_b.py:1: tests.test_b: ModuleNotFoundError: No module named 'nope' "
        "[error]"
    ] == [str(finding) for finding in leg.findings]
    assert "pytest was interrupted" == leg.reason


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(finished(0, RED), id="green with a failure"),
        pytest.param(finished(1, GREEN), id="red without a failure"),
        pytest.param(ran("python", 0), id="no report"),
        pytest.param(ran("python", 1, stderr="No module named pytest"), id="no pytest"),
        pytest.param(finished(0, GREEN[:30]), id="half a report"),
        pytest.param(
            ran("python", 0, junit_xml=GREEN, results_jsonl=results("")),
            id="no coverage",
        ),
        pytest.param(
            ran(
                "python",
                0,
                junit_xml=GREEN,
                coverage_json="{}",
                results_jsonl=results(""),
                statements_json="{}",
            ),
            id="empty coverage",
        ),
    ],
)
def test_reports_that_contradict_the_exit_code_are_no_verdict(run: ToolRun) -> None:
    """Something else went wrong."""
    with pytest.raises(ToolOutputError, match="could not understand python"):
        verdict(run)


def test_the_matrix_is_the_project_s_or_one_of_it() -> None:
    """A version that the classifiers do not name is refused."""
    assert ("3.11", "3.12") == policy.matrix(PROJECT, None)
    assert ("3.11",) == policy.matrix(PROJECT, "3.11")
    with pytest.raises(ProjectError, match="'3.10': the classifiers name 3.11, 3.12"):
        policy.matrix(PROJECT, "3.10")


def measured(
    reported: Mapping[str, object],
    code: Mapping[str, object],
    project: Project = PROJECT,
) -> Leg:
    """Judge a green run with some coverage of some code."""
    run = finished(0)
    reports = {
        **run.reports,
        "coverage.json": json.dumps({"files": reported}),
        "statements.json": json.dumps(code),
    }
    return policy.judge("3.12", replace(run, reports=reports), project, Config())


def test_code_that_no_test_imports_counts() -> None:
    """A module at the top, a folder without __init__.py: coverage lacks them."""
    code = {"shop/a.py": facts(10), "shop/deep/b.py": facts(15), "top.py": facts(15)}
    leg = measured({"shop/a.py": entry(10, 10)}, code)
    assert Verdict.FAILED is leg.verdict
    assert "1 test, 40 statements; coverage 25.00 %" == leg.said
    assert {"shop/deep/b.py", "top.py"} <= set(by_file([leg.files["coverage.json"]]))


def test_tests_count_as_no_code() -> None:
    """Wherever they lie: they are always covered."""
    inner = ("shop/tests/test_a.py", "shop/test_b.py", "shop/conftest.py")
    code = {name: facts(10) for name in ("shop/a.py", *inner, "checks/c.py")}
    leg = measured({name: entry(10, 10) for name in code}, code)
    assert "1 test, 20 statements; coverage 100.00 %" == leg.said
    project = replace(PROJECT, tests=("checks",))
    leg = measured({name: entry(10, 10) for name in code}, code, project)
    assert "1 test, 10 statements; coverage 100.00 %" == leg.said


def test_what_is_no_code_does_not_count() -> None:
    """The repository's own settings may have it measured, too."""
    reported = {"shop/a.py": entry(1, 10), "tests/x.py": entry(990, 990)}
    leg = measured(reported, {"shop/a.py": facts(10)})
    assert "coverage 10.00 %" in leg.said


def test_what_settings_leave_out_is_counted_beside_it() -> None:
    """Files that they omit, and lines that they and comments exclude."""
    code = {"shop/a.py": facts(10), "shop/b.py": facts(67, omitted=True)}
    leg = measured({"shop/a.py": entry(10, 10, excluded=3)}, code)
    assert Verdict.PASSED is leg.verdict
    assert (
        "67 statements of 1 file by coverage's omit",
        "3 lines of 1 file by coverage's exclude_lines and pragmas",
    ) == leg.left_out


@pytest.mark.parametrize("code", [{}, {"shop/a.py": facts(0)}], ids=["no file", "one"])
def test_nothing_to_cover_is_not_all_of_it(code: dict[str, object]) -> None:
    """Coverage calls it 100 %."""
    leg = measured({name: entry(0, 0) for name in code}, code)
    assert Verdict.FAILED is leg.verdict
    assert ["the code has no statement: there was nothing to cover [nothing]"] == [
        str(finding) for finding in leg.findings
    ]


def test_coverage_is_measured_of_the_code_only() -> None:
    """Folders as they are, modules by the name they are imported by."""
    project = replace(PROJECT, code=("src", "app.py", "service/api.py"))
    command = policy.command(project, Config())
    assert {"--cov=src", "--cov=app", "--cov=service.api"} < set(command)
    assert "tests" in command


def test_the_target_s_own_threshold_does_not_count() -> None:
    """pytest would end with 1 for it, without a failure."""
    assert "--cov-fail-under=0" in policy.command(PROJECT, Config())


def test_suites_of_other_stages_are_left_to_them() -> None:
    """Unless they are all the tests that there are."""
    ours = policy.command(PROJECT, Config())
    assert {"--ignore=tests/integration", "--ignore=tests/e2e"} < set(ours)
    project = replace(PROJECT, tests=("tests/e2e",))
    assert "--ignore=tests/e2e" not in policy.command(project, Config())


def test_tests_whose_services_do_not_run_are_red() -> None:
    """With what kept them from it."""
    why = Finding("compose", "exited", "'db' exited with code 1", Severity.HIGH)
    leg = policy.not_running("3.12", [why])
    assert (Verdict.FAILED, "3.12") == (leg.verdict, leg.name)
    assert "the services do not run" == leg.reason
    assert "'db' exited" in leg.log
