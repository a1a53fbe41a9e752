"""Does the pipeline say what a plan would do, and stop one that loses something?"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.engines import ROOT, pipeline
from tests.gates.reports import Reports, report

PLAN: Any = json.loads((ROOT / "tests/pipeline/data/terraform-plan.json").read_text())
QUEUE = "module.queue.aws_sqs_queue.orders"


def planned(folder: Path, *actions: str) -> Path:
    """Write a plan that does something to a queue."""
    (resource,) = PLAN["resource_changes"]
    change = {**resource["change"], "actions": actions}
    file = folder / "plan.json"
    changes = [{**resource, "change": change}]
    file.write_text(json.dumps({**PLAN, "resource_changes": changes}))
    return file


@pytest.mark.parametrize(
    ("actions", "more", "code"),
    [
        pytest.param(("create",), (), 0, id="made"),
        pytest.param(("delete",), (), 3, id="destroyed"),
        pytest.param(("delete", "create"), (), 3, id="replaced"),
        pytest.param(("delete",), ("--allow-destroy",), 0, id="allowed"),
        pytest.param(("update",), ("--no-changes",), 3, id="drifted"),
        pytest.param(("no-op",), ("--no-changes",), 0, id="as it was"),
    ],
)
def test_a_plan_is_told_and_judged(
    actions: tuple[str, ...], more: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    """Its exit code tells; the summary is there in either case."""
    plan = planned(tmp_path, *actions)
    source = f"--source={ROOT / 'tests/gates/target'}"
    done = pipeline("terraform", source, f"--plan={plan}", *more)
    said = done.stdout + done.stderr
    assert code == done.returncode, said
    assert (QUEUE in said) == (actions != ("no-op",))


def test_the_report_names_the_providers_that_checked(reports: Reports) -> None:
    """Those that stand in, or the true ones; and has the plan of each root."""
    found = reports.of().folder
    said = json.loads((found / "terraform/validate/providers.json").read_text())
    assert said["kind"] in ("schema-checked", "true")
    assert {"aws": "6.69.1"} == said["providers"]
    if said["kind"] == "schema-checked":
        text = (found / "terraform/plan/plan-terraform-live-staging.txt").read_text()
        assert f"create   {QUEUE}" in text


def test_a_repository_without_terraform_is_shown_to_have_none(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """Nothing of it is missed."""
    shutil.rmtree(target / "terraform")
    found = report(target, databases, tmp_path / "report")
    assert set() == found.red
    legs = [leg for leg in found.verdict["legs"] if leg["stage"] == "terraform"]
    assert {"absent"} == {leg["verdict"] for leg in legs}
