"""Do workflows and guide call functions that exist, with arguments that exist?"""

import re
from pathlib import Path

import pytest

from tests.workflows.calls import calls, complaints, variables
from tests.workflows.files import FILES, ROOT, workflow
from tests.workflows.surface import surface

GUIDE = (ROOT / "docs" / "ship.md").read_text()
# Options of `dagger call` itself: with one of these a function cannot be called at all.
OWN = frozenset(
    (
        *("allow-llm", "auto-apply", "debug", "eager-runtime", "help", "interactive"),
        *("interactive-command", "json", "mod", "no-exit", "no-mod", "output"),
        *("progress", "quiet", "silent", "verbose", "web"),
    )
)
# GitHub sets these itself.
GIVEN = re.compile(r"GITHUB_\w+|RUNNER_\w+|ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN)")
REMOTE = "deployments --remote=x"


def found(script: str) -> list[str]:
    """Return what is wrong with the calls of a script."""
    known = surface()
    return [
        complaint for call in calls(script) for complaint in complaints(call, known)
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_step_calls_what_exists(file: Path) -> None:
    """With arguments that exist, and none missing."""
    scripts = [step.get("run", "") for _, step in workflow(file).steps()]

    assert [] == [complaint for script in scripts for complaint in found(script)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_variable_of_a_step_is_set(file: Path) -> None:
    """The shell would take another for empty."""
    flow = workflow(file)
    unset = {
        name
        for job, step in flow.steps()
        for name in variables(step.get("run", "")) - flow.environment(job, step)
        if not GIVEN.fullmatch(name)
    }

    assert set() == unset


@pytest.mark.parametrize(
    ("page", "least"),
    [
        pytest.param(GUIDE, 10, id="the guide"),
        pytest.param((ROOT / "README.md").read_text(), 7, id="README"),
    ],
)
def test_pages_call_what_exists(page: str, least: int) -> None:
    """Every command in them can be typed."""
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)

    assert least <= len([call for block in blocks for call in calls(block)])
    assert [] == [complaint for block in blocks for complaint in found(block)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param("cii", "Pipeline has no function 'cii'", id="function"),
        pytest.param("test --pyhton=3.11", "test has no argument 'pyhton'", id="flag"),
        pytest.param("test --python 3.11", "test: 'python' needs '='", id="value"),
        pytest.param("report export", "export needs 'path'", id="end of a chain"),
        pytest.param("deployments bump", "deployments needs 'remote'", id="missing"),
        pytest.param(
            f"{REMOTE} bmup", "Deployments has no function 'bmup'", id="chained"
        ),
        pytest.param(
            f"{REMOTE} bump --environment=dev", "bump needs 'release'", id="last"
        ),
        pytest.param(
            f"{REMOTE} promote --source=dev --to=staging",
            "promote has no argument 'source'",
            id="the name that only Python knows",
        ),
        pytest.param(
            f"{REMOTE} hold --environment=dev --digest=x ${{R:+--resaon=$R}}",
            "hold has no argument 'resaon'",
            id="optional word",
        ),
        pytest.param(
            f"{REMOTE} holds > x && dagger call lnit",
            "Pipeline has no function 'lnit'",
            id="second command",
        ),
        pytest.param(
            f"{REMOTE} \\\n  release_hold",
            "Deployments has no function 'release_hold'",
            id="underscore",
        ),
    ],
)
def test_a_wrong_call_is_found(wrong: str, said: str) -> None:
    """Whatever is wrong with it."""
    assert any(said in complaint for complaint in found(f"dagger call {wrong}"))


def test_a_right_call_is_passed_over() -> None:
    """With a default path, a value that is a variable and a boolean flag."""
    script = (
        f'python3 -m engine exec dagger --progress=dots call {REMOTE} "--token=env:T"'
        ' release-hold --environment="$E" --digest=d --reason="a b" --dry-run | cat'
    )

    assert [] == found(script)
    assert {"E", "T"} == variables(script)


def test_no_argument_has_the_name_of_an_option_of_the_cli() -> None:
    """The CLI ends with "flag already exists", whatever else is given."""
    assert {} == {
        f"{owner}.{name}": taken
        for owner, functions in surface().items()
        for name, function in functions.items()
        if (taken := OWN & function.arguments.keys())
    }


def test_nothing_is_left_out_of_what_nobody_gives() -> None:
    """The engine fails on an argument with Ignore that has no value."""
    files = (ROOT / "pipeline" / "src" / "pipeline" / "arguments").glob("*.py")
    texts = "\n".join(file.read_text() for file in files)
    ignoring = [
        each
        for each in re.findall(r"(?ms)^\w+ = Annotated\[$.*?^\]", texts)
        if "Ignore(" in each
    ]
    assert ignoring
    assert [] == [each for each in ignoring if "DefaultPath(" not in each]
