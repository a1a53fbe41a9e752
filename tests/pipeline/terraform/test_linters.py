"""What do Checkov and Trivy say of Terraform? The output is a real one."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.project.config import Config, Ignored
from pipeline.core.terraform import checkov as terraform_checkov
from pipeline.core.terraform import trivy as terraform_trivy
from pipeline.core.terraform.folders import Folders
from pipeline.core.terraform.legs import Looked
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import data, places, ran

CODE: Any = json.loads(data("checkov-terraform.json"))
PLAN: Any = json.loads(data("checkov-plan.json"))
TRIVY: Any = json.loads(data("trivy-terraform.json"))
ROOT = "terraform/live/staging"
FOLDERS = Folders.found((f"{ROOT}/main.tf",), "terraform")
LOOKED = Looked(FOLDERS, (), "schema-checked", Config(), date(2030, 1, 31))
NOTHING = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0}
FOUND = f"CKV2_AWS_64 {ROOT}/main.tf:9"


def checkov(document: object, exit_code: int = 1) -> ToolRun:
    """Return a run that left a report."""
    reports = {terraform_checkov.RESULTS: json.dumps(document)}
    return ToolRun("checkov", exit_code, reports=reports)


def trivy(document: object, exit_code: int = 0, stderr: str = "") -> ToolRun:
    """Return a run that left a report."""
    return ran("trivy", exit_code, stderr=stderr, trivy_json=json.dumps(document))


def without(document: Any, **lists: object) -> Any:
    """Return a report of Checkov with other lists of checks."""
    return {**document, "results": {**document["results"], **lists}}


def judged(code: object, plan: object = None, config: Config | None = None) -> Leg:
    """Return the leg of Checkov; it ends with 1 where it found something."""
    looked = replace(LOOKED, config=config or Config())
    runs = [
        checkov(each, int(bool(each["results"]["failed_checks"])))
        for each in (code, plan)
        if isinstance(each, dict)
    ]
    return terraform_checkov.judge(looked, runs[0], runs[1] if len(runs) > 1 else None)


def test_a_finding_in_code_blocks_where_it_is() -> None:
    """Whatever it is: Checkov rates nothing."""
    leg = judged(CODE)
    assert [FOUND] == places(list(leg.findings))
    assert Verdict.FAILED is leg.verdict
    assert "8 checks" == leg.said
    message = "aws_kms_key.orders: Ensure KMS key Policy is defined"
    assert message == leg.findings[0].message


def test_what_the_code_shows_is_not_said_again_of_the_plan() -> None:
    """But it was looked at."""
    leg = judged(CODE, PLAN)
    assert [FOUND] == places(list(leg.findings))
    assert "15 checks" == leg.said


def test_what_only_the_plan_shows_is_at_its_root() -> None:
    """A plan has no lines."""
    leg = judged(without(CODE, failed_checks=[]), PLAN)
    assert [f"CKV2_AWS_64 {ROOT}"] == places(list(leg.findings))


def test_a_reason_in_the_code_holds_for_the_plan() -> None:
    """Which has no comments; and it is counted."""
    (check,) = CODE["results"]["failed_checks"]
    skipped = {**check, "resource": "module.a[0].aws_kms_key.orders"}
    (planned,) = PLAN["results"]["failed_checks"]
    several = {**planned, "resource": 'module.b.aws_kms_key.orders["x"]'}
    code = without(CODE, failed_checks=[], skipped_checks=[skipped])
    leg = judged(code, without(PLAN, failed_checks=[several]))
    assert () == leg.findings
    assert "15 checks; left out: 1 check by comments" == leg.note


@pytest.mark.parametrize(
    "name",
    ["CKV2_AWS_64", f"CKV2_AWS_64:{ROOT}/main.tf", "CKV2_AWS_64:aws_kms_key.orders"],
)
def test_a_finding_may_be_let_through_until_a_day(name: str) -> None:
    """Everywhere, in one file, or of one resource."""
    entry = Ignored(name, "the key is nobody's yet", date(2030, 2, 1))
    leg = judged(CODE, config=Config(terraform_ignore=(entry,)))
    assert Verdict.PASSED is leg.verdict
    over = replace(entry, expires=date(2030, 1, 30))
    assert (
        Verdict.FAILED is judged(CODE, config=Config(terraform_ignore=(over,))).verdict
    )


def test_an_exception_that_is_over_is_red() -> None:
    """Also when nothing matches it any more."""
    entry = Ignored("CKV_AWS_1", "it was new", date(2030, 1, 30))
    code = without(CODE, failed_checks=[])
    leg = judged(code, config=Config(terraform_ignore=(entry,)))
    assert ["ignore-CKV_AWS_1 pyproject.toml"] == places(list(leg.findings))
    assert Verdict.FAILED is leg.verdict


def test_a_linter_that_looked_at_nothing_is_red() -> None:
    """Both print their numbers and end well."""
    leg = terraform_checkov.judge(LOOKED, checkov(NOTHING, 0), None)
    assert ["nothing "] == places(list(leg.findings))
    assert Verdict.FAILED is terraform_trivy.judge(LOOKED, trivy({})).verdict


def test_a_file_that_checkov_cannot_read_is_red() -> None:
    """It would go on without it."""
    summary = {**CODE["summary"], "parsing_errors": 1}
    code = {**without(CODE, failed_checks=[]), "summary": summary}
    assert ["unreadable "] == places(list(judged(code).findings))


def test_trivy_s_findings_are_where_the_repository_has_them() -> None:
    """It was shown one folder of it."""
    leg = terraform_trivy.judge(LOOKED, trivy(TRIVY))
    assert [f"AVD-AWS-0136 {ROOT}/main.tf:11"] == places(list(leg.findings))
    assert Severity.HIGH is leg.findings[0].severity
    assert {"trivy-terraform"} == {each.tool for each in leg.findings}
    assert "41 checks" == leg.said


def test_comments_that_trivy_obeys_are_named() -> None:
    """They are no finding, and nobody would see them."""
    leg = terraform_trivy.judge(LOOKED, trivy(TRIVY), ignoring=2)
    assert ("what trivy finds at 2 comments",) == leg.left_out
    assert () == terraform_trivy.judge(LOOKED, trivy(TRIVY)).left_out


def test_what_trivy_rates_lower_does_not_block() -> None:
    """From the severity of the settings on it does."""
    config = Config(terraform_severity=Severity.CRITICAL)
    looked = replace(LOOKED, config=config)
    assert Verdict.PASSED is terraform_trivy.judge(looked, trivy(TRIVY)).verdict


def test_a_file_that_trivy_cannot_read_is_red() -> None:
    """It logs that, and ends with 0."""
    log = (
        "2026-11-24T23:02:31Z\tERROR\t[terraform parser] Error parsing file\t"
        'module="root" file_path="live/staging/a.tf" err="no"\n'
    )
    leg = terraform_trivy.judge(LOOKED, trivy(TRIVY, stderr=log))
    assert f"unreadable {ROOT}/a.tf" in places(list(leg.findings))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(checkov(CODE, 0), id="an exit code that says otherwise"),
        pytest.param(checkov(NOTHING, 1), id="red without a finding"),
        pytest.param(ran("checkov", 0), id="no report"),
        pytest.param(checkov([CODE]), id="several reports"),
    ],
)
def test_output_of_checkov_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        terraform_checkov.judge(LOOKED, run, None)


@pytest.mark.parametrize("run", [trivy(TRIVY, 1), ran("trivy", 0)])
def test_output_of_trivy_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        terraform_trivy.judge(LOOKED, run)
