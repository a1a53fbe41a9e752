"""Do the workflows keep to the rules: least power, no surprise, no endless run?"""

import re
import subprocess
from pathlib import Path

import pytest

from pipeline.core.environments.decision import Places
from pipeline.core.project.config import Config
from pipeline.core.project.environment import Environment
from pipeline.core.project.starting import WORKFLOW
from tests.workflows.files import FILES, ROOT, read, workflow
from tests.workflows.rules import ACTION, RULES, apart

GUIDE = (ROOT / "docs" / "ship.md").read_text()
NAMES = [each.value for each in Environment]
RIGHT = """
on:
  push:
    branches: [main]
    paths-ignore: ["k8s/overlays/*/image/**"]
permissions: {}
concurrency:
  group: x
  cancel-in-progress: false
jobs:
  x:
    if: github.actor != vars.MACHINE_WRITER
    runs-on: ubuntu-24.04
    timeout-minutes: 1
    permissions:
      contents: read # to check out
    steps:
      - name: Check out
        uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - name: Write
        run: dagger call deployments
      - name: Test
        run: dagger call ci
"""


def broken(text: str) -> list[str]:
    """Return what breaks a rule."""
    flow = read("x.yaml", text)
    return [complaint for rule in RULES for complaint in rule(flow)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_keeps_every_rule(file: Path) -> None:
    """All of them."""
    assert [] == broken(file.read_text())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "contents: read # to check out",
            "id-token: write # to sign",
            id="tests beside a right to sign",
        ),
        pytest.param(
            "call ci",
            "call record export --path=release.json",
            id="a file beside a commit's",
        ),
        pytest.param("@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", id="tag"),
        pytest.param(" # v5.0.0", "", id="no version"),
        pytest.param("permissions: {}", "", id="everything permitted"),
        pytest.param("\npermissions: {}", "\npermissions: read-all", id="all to read"),
        pytest.param(" # to check out", "", id="no reason"),
        pytest.param("call deployments", "call ${{ inputs.x }}", id="expression"),
        pytest.param("persist-credentials: false", "depth: 1", id="token kept"),
        pytest.param("timeout-minutes: 1", "name: x", id="no end"),
        pytest.param("ubuntu-24.04", "ubuntu", id="some runner"),
        pytest.param("cancel-in-progress: false", "x: 1", id="cancelled"),
        pytest.param("k8s/overlays/*/image/**", "docs/**", id="triggers itself"),
        pytest.param("    if: github.actor != vars.MACHINE_WRITER\n", "", id="actor"),
        pytest.param(
            "concurrency:\n  group: x\n  cancel-in-progress: false\n",
            "",
            id="two at once",
        ),
    ],
)
def test_a_rule_is_seen_to_be_broken(old: str, new: str) -> None:
    """Each by one change of what keeps all of them."""
    assert [] == broken(RIGHT)
    assert old in RIGHT
    assert [] != broken(RIGHT.replace(old, new))


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        ("publish --repository=a --archive=/b", True),
        ("publish --repository=a", False),
        ("image-archive export --path=/b", False),
        ("ci", False),
    ],
)
def test_with_a_right_to_push_nothing_is_built(call: str, allowed: bool) -> None:
    """The image comes from the job that tested it."""
    rights = RIGHT.replace("contents: read # to", "packages: write # to")
    flow = read("x.yaml", rights.replace("call ci", f"call {call}"))
    assert allowed == (not list(apart(flow)))


def test_people_choose_among_the_environments() -> None:
    """By the names that core has, and from one to the next."""
    choices = {file.name: workflow(file).choices for file in FILES}

    assert NAMES == choices["rollback.yaml"]["environment"]
    assert NAMES[:-1] == choices["promote.yaml"]["from"]
    assert NAMES[1:] == choices["promote.yaml"]["to"]


def test_what_effects_write_is_what_starts_nothing() -> None:
    """The pattern is that of the folders in core."""
    places = Places(Config().ship_overlays)
    patterns = {places.folder(each).replace(each.value, "*") for each in Environment}

    assert {"k8s/overlays/*/image"} == patterns


def test_the_matrix_is_that_of_the_classifiers() -> None:
    """Each Python that the pipeline tests on has its job."""
    project = (ROOT / "pyproject.toml").read_text()
    jobs = workflow(ROOT / ".github/workflows/ci.yaml").jobs

    assert (
        re.findall(r"Python :: (3\.\d+)", project)
        == jobs["python"]["strategy"]["matrix"]["python"]
    )


def test_the_check_that_a_branch_demands_is_never_skipped() -> None:
    """A job that is skipped counts as passed; it is red unless the gates are green."""
    flow = workflow(ROOT / ".github/workflows/ci.yaml")
    (job,) = [each for each in flow.jobs.values() if each.get("name") == "All gates"]
    (step,) = job["steps"]

    assert "always()" == job["if"]
    assert {"pipeline", "python"} == set(job["needs"])
    assert "merge_group" in flow.on
    assert [True, False, False, False, True, False] == [
        passes(step["run"], GATES=gates, PYTHON=python, WRITTEN=written)
        for gates, python, written in (
            ("success", "skipped", "false"),
            ("failure", "success", "false"),
            ("skipped", "skipped", "false"),
            ("success", "failure", "false"),
            ("skipped", "skipped", "true"),
            ("cancelled", "skipped", "true"),
        )
    ]


def passes(script: str, **environment: str) -> bool:
    """Say whether a step of a workflow ends well, as a runner runs it."""
    done = subprocess.run(["bash", "-e", "-c", script], env=environment)
    return 0 == done.returncode


def test_the_nights_are_long() -> None:
    """Tests read what the workflow sets for them."""
    jobs = workflow(ROOT / ".github/workflows/nightly.yaml").jobs
    (named,) = (step["env"] for step in jobs["tests"]["steps"] if "env" in step)
    read = "".join(file.read_text() for file in (ROOT / "tests").rglob("*.py"))

    assert named
    assert [] == [name for name in named if f'os.environ.get("{name}"' not in read]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_guide_tells_what_a_workflow_needs(file: Path) -> None:
    """The workflow itself, its environments, every variable and secret."""
    needed = re.findall(r"\b(?:vars|secrets)\.(\w+)", file.read_text())
    jobs = workflow(file).jobs.values()
    entered = [job["environment"] for job in jobs if "environment" in job]
    named = [name for name in entered if "${{" not in name]

    assert [] == [
        word for word in (file.name, *needed, *named) if f"`{word}`" not in GUIDE
    ]


def test_only_environments_give_secrets() -> None:
    """A secret of the repository is every branch's."""
    keepers = {*NAMES, "rollback", "${{ inputs.to }}"}
    for file in FILES:
        for job in workflow(file).jobs.values():
            if "secrets." in str(job):
                assert job["environment"] in keepers


def test_an_action_has_one_version() -> None:
    """In all workflows, and in the one that `init` writes."""
    texts = [*(file.read_text() for file in FILES), WORKFLOW.template]
    found = {place for text in texts for place in ACTION.findall(text)}

    assert len(found) == len({action for action, _ in found})
