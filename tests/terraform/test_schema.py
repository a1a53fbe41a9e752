"""Schema-checked: do examples go all the way through OpenTofu?

The providers know every argument and its type, and make nothing: what a cloud would
answer is made up. So a plan is real, and an apply shows that it goes through.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.applied import OFFLINE, UNANSWERED, Applied
from tests.terraform.places import Place, examples, modules
from tests.terraform.tofu import TERRAFORM, Tofu

# States outlive what they describe: a key of theirs is kept from being destroyed.
KEPT = ("state", "kms")


def there(places: Iterator[Place]) -> list[Any]:
    """Return the names of the places that have files."""
    return [place.name for place in places if any(place.folder.glob("*.tf"))]


@pytest.mark.parametrize("name", there(modules(TERRAFORM)))
def test_a_module_refuses_something_in_its_own_tests(name: str) -> None:
    """They are run by the gate terraform, which counts those that were."""
    tests = (TERRAFORM / name).glob("tests/*.tftest.hcl")
    assert any("expect_failures" in file.read_text() for file in tests)


@pytest.mark.parametrize(
    "name", sorted(set(there(examples(TERRAFORM))) - {*UNANSWERED})
)
def test_an_example_goes_all_the_way(applied: Applied, name: str) -> None:
    """Plan, apply, a second plan that has nothing to do, destroy."""
    example = applied.of(name)
    assert {"create"} <= {action for each in example.actions for action in each}
    assert not {"update", "delete"} & {
        word for each in example.actions for word in each
    }
    # What comes next must not spoil what other tests look at.
    folder = example.folder.with_name(f"{example.folder.name}-again")
    shutil.copytree(example.folder, folder, symlinks=True)
    words = ("plan", "-detailed-exitcode")
    again = applied.tofu.ran(folder, *words, env=example.env)
    assert 0 == again.returncode, again.stdout + again.stderr
    gone = applied.tofu.ran(folder, "destroy", "-auto-approve", env=example.env)
    if "prevent_destroy" in gone.stderr:
        assert set(KEPT) & set(Path(name).parts)
        return
    assert 0 == gone.returncode, gone.stdout + gone.stderr
    assert "values" not in json.loads(applied.tofu.done(folder, "show", "-json"))


@pytest.mark.parametrize("name", UNANSWERED)
def test_an_example_wants_an_answer_that_nobody_gives(
    tofu: Tofu, copy: Path, name: str
) -> None:
    """It is valid, and ends at what was made up; else it is no exception."""
    folder = copy / name
    tofu.done(folder, *OFFLINE)
    tofu.done(folder, "validate")
    ran = tofu.ran(folder, "plan")
    assert 1 == ran.returncode
    assert "made-up-" in ran.stderr
    assert UNANSWERED[name] in ran.stdout + ran.stderr
    runs = (copy / "modules" / folder.relative_to(copy / "examples") / "tests").glob(
        "*"
    )
    assert any("command = apply" in file.read_text() for file in runs)
