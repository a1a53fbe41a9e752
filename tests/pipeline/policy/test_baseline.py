"""Is what is old shown, and only what is new red?"""

import json
from dataclasses import replace

import pytest

from pipeline.core.errors import Refused
from pipeline.core.findings import Finding
from pipeline.core.policy import baseline
from pipeline.core.report import verdict_json
from pipeline.core.verdict import Leg, Run, Verdict
from tests.pipeline.examples import FINDING, leg

OTHER = replace(FINDING, path="other.py")


def red(*findings: Finding, stage: str = "lint", name: str = "") -> Leg:
    """Return a leg that these findings make red."""
    found = leg(stage, Verdict.FAILED, findings=findings)
    return replace(found, name=name)


def against(earlier: Leg, now: Leg) -> Leg:
    """Return a leg as it is with the report of an earlier run."""
    document = json.dumps(verdict_json.document(Run((earlier,)), None))
    (found,) = baseline.applied([now], baseline.read(document))
    return found


def test_what_was_there_before_does_not_block() -> None:
    """It is shown, and counted; another line is no other finding."""
    moved = replace(FINDING, line=77)
    found = against(red(FINDING), red(moved))
    assert Verdict.PASSED is found.verdict
    assert [False] == [each.blocks for each in found.findings]
    assert "1 old finding" == found.reason
    assert found.findings[0].message.endswith("(old)")


def test_what_is_new_is_red() -> None:
    """Beside what is old."""
    found = against(red(FINDING), red(FINDING, OTHER))
    assert Verdict.FAILED is found.verdict
    assert ["other.py"] == [each.path for each in found.findings if each.blocks]


def test_one_more_of_the_same_kind_is_new() -> None:
    """As many are old as there were."""
    more = replace(FINDING, line=9)
    found = against(red(FINDING), red(FINDING, more))
    assert Verdict.FAILED is found.verdict
    assert 1 == sum(each.blocks for each in found.findings)


def test_what_did_not_block_stays_as_it_is() -> None:
    """And takes no place of one that does."""
    mild = replace(FINDING, blocks=False)
    found = against(red(FINDING), red(mild, replace(FINDING, line=9)))
    assert Verdict.PASSED is found.verdict
    assert mild in found.findings


@pytest.mark.parametrize(
    ("stage", "name"),
    [("test", "3.12"), ("integration", ""), ("build", ""), ("scan", "secrets")],
)
def test_some_things_are_never_old(stage: str, name: str) -> None:
    """Tests that fail, images that do not build, and secrets."""
    before = red(FINDING, stage=stage, name=name)
    assert before == against(before, before)


def test_of_another_stage_nothing_is_taken() -> None:
    """A tool of one name may look at something else there."""
    now = red(FINDING, stage="security")
    assert now == against(red(FINDING), now)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"legs": 7}', '{"legs": [{"stage": "lint"}]}']
)
def test_what_is_no_report_is_refused(text: str) -> None:
    """With the file's name."""
    with pytest.raises(Refused, match="'verdict.json'"):
        baseline.read(text)
