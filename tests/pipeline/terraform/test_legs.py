"""Does each leg of the gate terraform count what it looked at, and can it fail?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.project.config import Config
from pipeline.core.terraform import legs
from pipeline.core.terraform import runs as terraform_runs
from pipeline.core.terraform.folders import Folders
from pipeline.core.terraform.legs import Looked
from pipeline.core.terraform.runs import Ran
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict
from tests.pipeline.examples import data, ran

QUEUE = "terraform/modules/queue"
STAGING = "terraform/live/staging"
FILES = (
    f"{QUEUE}/main.tf",
    f"{QUEUE}/tests/queue.tftest.hcl",
    f"{STAGING}/main.tf",
)
FOLDERS = Folders.found(FILES, "terraform")
VERSION = {"provider_selections": {"registry.opentofu.org/hashicorp/aws": "6.69.1"}}
VALID: Mapping[str, Any] = {"valid": True, "diagnostics": []}
MISSPELT: Mapping[str, Any] = {
    "severity": "error",
    "summary": "Unsupported argument",
    "detail": 'An argument named\n"nmae" is not expected here.',
    "range": {
        "filename": "../../modules/queue/main.tf",
        "start": {"line": 4, "column": 3, "byte": 70},
    },
}
STAND_INS = "schema-checked"
DAY = date(2030, 1, 31)
PLAN = data("terraform-plan.json")

Commands = Sequence[Ran]


def command(
    folder: str, name: str, stdout: str = "", exit_code: int = 0, stderr: str = ""
) -> Ran:
    """Return one command in one folder."""
    return Ran(folder, name, ToolRun(f"tofu {name}", exit_code, stdout, stderr))


def summary(passed: int, failed: int = 0) -> str:
    """Return the last line of tests."""
    numbers = {"passed": passed, "failed": failed, "errored": 0, "skipped": 0}
    return json.dumps({"type": "test_summary", "test_summary": numbers})


def said(diagnostic: Mapping[str, Any]) -> str:
    """Return a line that tells what is wrong."""
    return json.dumps({"type": "diagnostic", "diagnostic": diagnostic})


GREEN = (
    command("terraform", "fmt"),
    command(STAGING, "init"),
    command(STAGING, "version", json.dumps(VERSION)),
    command(STAGING, "validate", json.dumps(VALID)),
    command(STAGING, "plan"),
    command(STAGING, "show", PLAN),
    command(QUEUE, "init"),
    command(QUEUE, "version", json.dumps(VERSION)),
    command(QUEUE, "validate", json.dumps(VALID)),
    command(QUEUE, "test", summary(2)),
    command(QUEUE, "terraform-docs"),
)


def judged(*others: Ran, kind: str = STAND_INS, without: str = "") -> dict[str, Leg]:
    """Return the legs of a green run in which some commands went otherwise."""
    instead = {(each.folder, each.command): each for each in others}
    runs = [
        instead.get((each.folder, each.command), each)
        for each in GREEN
        if each.command != without
    ]
    looked = Looked(FOLDERS, runs, kind, Config(), DAY)
    return {leg.name: leg for leg in legs.legs(looked)}


def red(found: Mapping[str, Leg]) -> dict[str, list[str]]:
    """Return the rules and places of what blocks, by leg."""
    return {
        name: [f"{it.rule} {it.place}" for it in leg.findings if it.blocks]
        for name, leg in found.items()
        if leg.is_red
    }


def test_a_green_run_counts_what_it_looked_at() -> None:
    """And says which providers it was that checked."""
    found = judged()
    assert {} == red(found)
    assert {
        "fmt": "3 files",
        "validate": "2 folders; schema-checked: aws 6.69.1",
        "test": "2 runs, 1 folder",
        "plan": "1 root, 1 resource; schema-checked, never applied",
        "docs": "1 module",
    } == {name: leg.said for name, leg in found.items()}


def test_the_report_says_for_programs_which_providers_looked() -> None:
    """A pass is worth what they know."""
    found = json.loads(judged()["validate"].files["providers.json"])
    assert {"kind": STAND_INS, "providers": {"aws": "6.69.1"}} == found
    true = judged(kind="true")["validate"]
    assert "true" == json.loads(true.files["providers.json"])["kind"]
    assert "2 folders; true providers: aws 6.69.1" == true.said


def test_a_plan_is_kept_for_people() -> None:
    """Without any value."""
    text = judged()["plan"].files["plan-terraform-live-staging.txt"]
    assert text.startswith(f"{STAGING}\n  create   module.queue.aws_sqs_queue.orders")
    assert "alias/shop" not in text


def test_true_providers_plan_nothing_here() -> None:
    """That needs an account: skipped, and nobody waits for it."""
    leg = judged(kind="true")["plan"]
    assert Verdict.SKIPPED is leg.verdict
    assert not leg.is_red


def test_files_that_are_not_formatted_are_named() -> None:
    """As the repository calls them."""
    found = judged(command("terraform", "fmt", "modules/queue/main.tf\n", 3))
    assert {"fmt": [f"format {QUEUE}/main.tf"]} == red(found)


def test_a_file_that_fmt_cannot_read_is_red() -> None:
    """It names none then."""
    found = judged(command("terraform", "fmt", "", 2, "╷\n│ Error: Invalid\n╵\n"))
    assert {"fmt": ["unreadable terraform"]} == red(found)
    assert "Error: Invalid" == found["fmt"].findings[0].message


def test_an_error_is_where_it_is_written() -> None:
    """Not where the module is called; what only warns is told."""
    warned = {"severity": "warning", "summary": "Deprecated"}
    text = json.dumps({"valid": False, "diagnostics": [MISSPELT, warned]})
    found = judged(command(STAGING, "validate", text, 1))
    assert {"validate": [f"unsupported-argument {QUEUE}/main.tf:4"]} == red(found)
    assert 'Unsupported argument: An argument named "nmae"' in str(
        [it.message for it in found["validate"].findings]
    )
    assert 2 == len(found["validate"].findings)


def test_an_error_that_several_folders_show_is_one() -> None:
    """Every caller of a module sees what is wrong in it."""
    text = json.dumps({"valid": False, "diagnostics": [MISSPELT]})
    place = {**MISSPELT["range"], "filename": "main.tf"}
    there = {**MISSPELT, "range": place}
    own = json.dumps({"valid": False, "diagnostics": [there]})
    found = judged(
        command(STAGING, "validate", text, 1), command(QUEUE, "validate", own, 1)
    )
    assert 1 == len(found["validate"].findings)


def test_a_provider_that_is_not_to_be_had_is_red() -> None:
    """And says so in the words of OpenTofu."""
    why = "╷\n│ Error: Failed to query available provider packages\n│ \n╵\n"
    found = judged(command(QUEUE, "init", "", 1, why))
    assert {"validate": [f"init {QUEUE}"]} == red(found)


def test_a_failing_test_is_red() -> None:
    """With what it says."""
    wrong = {"severity": "error", "summary": "Test assertion failed", "detail": "no"}
    place = {"filename": "tests/queue.tftest.hcl", "start": {"line": 9}}
    text = "\n".join((said({**wrong, "range": place}), summary(1, failed=1)))
    found = judged(command(QUEUE, "test", text, 1))
    rule = f"test-assertion-failed {QUEUE}/tests/queue.tftest.hcl:9"
    assert {"test": [rule]} == red(found)
    assert "2 runs, 1 folder" == found["test"].said


def test_a_test_that_fails_without_a_word_is_red() -> None:
    """Its exit code is enough."""
    found = judged(command(QUEUE, "test", summary(1, failed=1), 1))
    assert {"test": [f"failed {QUEUE}"]} == red(found)


def test_tests_that_test_nothing_are_red() -> None:
    """They end well."""
    found = judged(command(QUEUE, "test", summary(0)))
    assert {"test": [f"untested {QUEUE}"]} == red(found)


def test_a_module_without_tests_is_red() -> None:
    """Others are not asked for any."""
    folders = Folders.found((FILES[0], FILES[2]), "terraform")
    runs = [each for each in GREEN if each.command != "test"]
    found = legs.legs(Looked(folders, runs, STAND_INS, Config(), DAY))
    assert {"test": [f"untested {QUEUE}"]} == red({leg.name: leg for leg in found})


def test_a_root_that_cannot_be_planned_is_red() -> None:
    """Such as one with a variable that has no value."""
    missing = {"severity": "error", "summary": "No value for required variable"}
    found = judged(command(STAGING, "plan", said(missing), 1), without="show")
    rule = f"no-value-for-required-variable {STAGING}"
    assert {"plan": [rule]} == red(found)


def test_a_root_that_is_not_valid_is_red_once() -> None:
    """What waits for it is skipped, and says for what."""
    leg = judged(without="plan")["plan"]
    assert (Verdict.SKIPPED, legs.STAGE) == (leg.verdict, leg.waits_for)


def test_a_readme_that_is_out_of_date_is_red() -> None:
    """Or that is not there."""
    found = judged(
        command(QUEUE, "terraform-docs", "", 1, "Error: README.md is out of date\n")
    )
    assert {"docs": [f"out-of-date {QUEUE}"]} == red(found)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(command(QUEUE, "validate", ""), id="nothing"),
        pytest.param(
            command(QUEUE, "validate", json.dumps(VALID), 1), id="another exit code"
        ),
        pytest.param(command(QUEUE, "test", "Success!"), id="words"),
        pytest.param(command(STAGING, "show", "{}"), id="no plan"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(other: Ran) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        judged(other)


def test_what_is_skipped_can_be_allowed() -> None:
    """By the leg's name."""
    looked = Looked(FOLDERS, GREEN, STAND_INS, Config(), DAY)
    assert all(leg.required for leg in legs.legs(looked))
    config = replace(looked.config, terraform_required=("fmt",))
    found = legs.legs(replace(looked, config=config))
    assert ["fmt"] == [leg.name for leg in found if leg.required]


def test_the_runs_are_read_as_they_were_left() -> None:
    """Each with its folder and what it did."""
    each = {
        "folder": QUEUE,
        "argv": ["tofu", "validate", "-json"],
        "exit_code": 1,
        "stdout": "{}",
        "stderr": "no",
        "seconds": 0.5,
    }
    docs = {**each, "argv": ["terraform-docs", "."]}
    run = ran("python", 0, runs_json=json.dumps([each, docs]))
    validate, readme = terraform_runs.runs(run)
    assert (QUEUE, "validate", "tofu validate") == (
        validate.folder,
        validate.command,
        validate.run.tool,
    )
    assert "terraform-docs" == readme.command
    with pytest.raises(ToolOutputError):
        terraform_runs.runs(replace(run, exit_code=1))
