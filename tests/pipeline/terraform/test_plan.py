"""What would a plan do, and what would it lose? The plan is a real one."""

import json
from typing import Any

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.table import render
from pipeline.core.terraform import plan as terraform_plan
from pipeline.core.terraform.given_plan import Asked, told
from pipeline.core.terraform.plan import Act
from pipeline.core.verdict import Outcome
from tests.pipeline.examples import data

SAID = data("terraform-plan.json")
DOCUMENT: Any = json.loads(SAID)
QUEUE = "module.queue.aws_sqs_queue.orders"


def changed(**changes: object) -> str:
    """Return the plan with another change of its one resource."""
    (resource,) = DOCUMENT["resource_changes"]
    change = {**resource["change"], **changes}
    return json.dumps(
        {**DOCUMENT, "resource_changes": [{**resource, "change": change}]}
    )


def acted(*actions: str, **changes: object) -> terraform_plan.Plan:
    """Return a plan that does something else to the resource."""
    return terraform_plan.parse(changed(actions=list(actions), **changes))


def test_a_real_plan_is_read() -> None:
    """It makes one queue."""
    plan = terraform_plan.parse(SAID)
    assert [f"create   {QUEUE}"] == [str(change) for change in plan.changes]
    assert f"Plan\n  create   {QUEUE}\n1 to create\n" == terraform_plan.summary(plan)
    assert "1.12.6" == plan.version


@pytest.mark.parametrize(
    ("actions", "act"),
    [
        (("update",), Act.UPDATE),
        (("delete",), Act.DESTROY),
        (("delete", "create"), Act.REPLACE),
        (("create", "delete"), Act.REPLACE),
        (("forget",), Act.FORGET),
    ],
)
def test_each_act_has_its_word(actions: tuple[str, ...], act: Act) -> None:
    """As a person would say it."""
    (change,) = acted(*actions).changes
    assert act is change.act


@pytest.mark.parametrize("actions", [("no-op",), ("read",)])
def test_what_changes_nothing_is_no_change(actions: tuple[str, ...]) -> None:
    """A plan lists it all the same."""
    plan = acted(*actions)
    assert () == plan.changes
    assert plan.is_empty
    assert "no changes" == terraform_plan.counted(plan)


def test_what_is_taken_over_is_a_change() -> None:
    """It is in no state yet."""
    (change,) = acted("no-op", importing={"id": "orders"}).changes
    assert Act.IMPORT is change.act


def test_an_update_names_what_differs_and_no_value() -> None:
    """Values may be secret."""
    before = {"delay_seconds": 0, "name": "a", "policy": "hidden-value", "tags": {}}
    after = {"delay_seconds": 9, "name": "a", "tags": {}}
    unknown = {"policy": True, "tags": {}, "list": [{}]}
    plan = acted("update", before=before, after=after, after_unknown=unknown)
    assert f"update   {QUEUE} (delay_seconds, policy)" == str(plan.changes[0])
    assert "hidden" not in terraform_plan.summary(plan)


def test_a_replacement_says_what_forces_it() -> None:
    """Only that: the rest would follow anyway."""
    plan = acted("delete", "create", replace_paths=[["name"], ["tags", "a"]])
    assert f"replace  {QUEUE} (name, tags)" == str(plan.lost[0])


def test_outputs_alone_are_a_change() -> None:
    """Somebody may read them."""
    outputs = {"url": {"actions": ["create"]}, "old": {"actions": ["no-op"]}}
    text = json.dumps({**DOCUMENT, "resource_changes": [], "output_changes": outputs})
    plan = terraform_plan.parse(text)
    assert ("url",) == plan.outputs
    assert not plan.is_empty
    assert "Plan\n  outputs  url\noutputs only\n" == terraform_plan.summary(plan)


@pytest.mark.parametrize("actions", [("delete",), ("delete", "create")])
def test_a_loss_is_red_unless_it_is_allowed(actions: tuple[str, ...]) -> None:
    """By name, and the finding says how."""
    run = told(acted(*actions), Asked())
    assert Outcome.FAILED is run.outcome
    assert QUEUE in run.findings[0].message
    assert "--allow-destroy" in run.findings[0].message
    assert Outcome.PASSED is told(acted(*actions), Asked(allow_destroy=True)).outcome


def test_a_plan_that_is_red_says_how_to_look_again() -> None:
    """It is no stage of a run, and has no row among them."""
    table = render(told(acted("delete"), Asked()), "terraform")
    assert "repeat: dagger call terraform --plan\n" in table


@pytest.mark.parametrize("actions", [("create",), ("update",), ("forget",)])
def test_what_loses_nothing_is_green(actions: tuple[str, ...]) -> None:
    """To forget is to leave it where it is."""
    assert Outcome.PASSED is told(acted(*actions), Asked()).outcome


def test_where_nothing_may_change_any_change_is_red() -> None:
    """At night nobody is about to change anything: that is drift."""
    asked = Asked(no_changes=True)
    assert Outcome.FAILED is told(acted("update"), asked).outcome
    assert Outcome.PASSED is told(acted("no-op"), asked).outcome


def test_what_was_changed_past_terraform_is_drift() -> None:
    """Even where the plan would leave it so."""
    (resource,) = DOCUMENT["resource_changes"]
    there = {**resource, "change": {"actions": ["update"], "before": {}, "after": {}}}
    still = {**resource, "change": {"actions": ["no-op"]}}
    text = json.dumps(
        {**DOCUMENT, "resource_changes": [still], "resource_drift": [there]}
    )
    plan = terraform_plan.parse(text)
    assert "Changed past Terraform" in terraform_plan.summary(plan)
    assert Outcome.PASSED is told(plan, Asked()).outcome
    assert Outcome.FAILED is told(plan, Asked(no_changes=True)).outcome


def test_the_gravest_comes_first() -> None:
    """Whoever reads one line has read that one."""
    (resource,) = DOCUMENT["resource_changes"]
    several = [
        {**resource, "address": name, "change": {"actions": actions}}
        for name, actions in {
            "made": ["create"],
            "gone": ["delete"],
            "fixed": ["update"],
            "again": ["delete", "create"],
        }.items()
    ]
    plan = terraform_plan.parse(json.dumps({**DOCUMENT, "resource_changes": several}))
    assert ["gone", "again", "fixed", "made"] == [it.address for it in plan.changes]
    counted = "1 to destroy, 1 to replace, 1 to update, 1 to create"
    assert counted == terraform_plan.counted(plan)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("{}", id="no plan"),
        pytest.param(
            json.dumps({"values": {}, "terraform_version": "1"}), id="a state"
        ),
        pytest.param(json.dumps({**DOCUMENT, "errored": True}), id="a failed run"),
        pytest.param(changed(actions=["dance"]), id="an act that nobody knows"),
        pytest.param(changed(actions=[]), id="no act"),
    ],
)
def test_what_is_not_understood_is_no_verdict(text: str) -> None:
    """It is never a pass."""
    with pytest.raises(ToolOutputError):
        terraform_plan.parse(text)
