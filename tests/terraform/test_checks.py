"""Is terraform/ as its rules want it?"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.terraform import required
from tests.terraform.checks import CHECKS, findings
from tests.terraform.places import everywhere, examples, live, modules
from tests.terraform.tofu import TERRAFORM, Tofu

EXCUSES = dict(required.EXCUSED)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_finds_nothing(name: str) -> None:
    """What each of them looks for is planted in test_defects.py."""
    assert [] == [str(each) for each in findings(TERRAFORM, name)]


def test_every_part_has_a_module_and_an_example_for_each_cloud() -> None:
    """One that is missing would be found nowhere else."""
    there = {place.folder for place in everywhere(TERRAFORM)}
    wanted = {each.folder for each in (*modules(TERRAFORM), *examples(TERRAFORM))}
    assert len(wanted) >= 2 * (11 * 3 + 1)
    assert [] == sorted(str(folder) for folder in wanted - there)


def test_every_cloud_has_the_same_environments() -> None:
    """In roots of their own, so that one is never changed by way of another."""
    roots = {place.name for place in live(TERRAFORM)}
    for cloud in ("aws", "gcp", "azure"):
        for environment in ("staging", "production"):
            assert any(each.startswith(f"live/{cloud}/{environment}") for each in roots)


def test_an_example_is_the_smallest_use_of_its_module() -> None:
    """It calls that module, and those that it cannot be without."""
    for place in examples(TERRAFORM):
        sources = {
            (place.folder / block.body["source"].strip('"')).resolve()
            for block in place.module.of("module")
        }
        assert (
            TERRAFORM / "modules" / place.part / place.cloud
        ).resolve() in sources, place.name


def test_what_required_toml_lists_is_in_use() -> None:
    """A type that nothing makes any more has nothing to be held to."""
    used = {
        block.labels[0]
        for place in everywhere(TERRAFORM)
        for block in place.module.resources()
    }
    listed = required.judged() - set(required.FORBIDDEN)
    assert set() == listed - used


def test_an_excuse_is_still_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says why."""
    monkeypatch.setattr(required, "EXCUSED", {})
    names = {excuse.split()[0] for excuse in EXCUSES}
    there = [str(each) for each in findings(TERRAFORM, *names)]
    for excuse, why in EXCUSES.items():
        check, place, address = excuse.split()
        assert [
            each for each in there if each.startswith(f"{check}: {place}: {address}")
        ]
        assert len(why) > 30


def test_whatever_can_have_tags_has_to(tofu: Tofu) -> None:
    """By the schemas of the providers."""
    for name, attributes in _attributes(tofu).items():
        path = required.TAGGED.get(name)
        if name.startswith(("aws_", "azurerm_")):
            assert ("tags" in attributes) == (path == "tags"), name
        elif {"labels", "user_labels", "resource_labels"} & attributes:
            assert path, name


def _attributes(tofu: Tofu) -> dict[str, set[str]]:
    """Return the arguments of each type in use, by the schemas of the stand-ins."""
    found = re.search(r'path *= *"(.+)"', tofu.settings.read_text())
    assert found
    mirror = Path(found[1])
    known: dict[str, dict[str, Any]] = {}
    for file in mirror.rglob("schema.json"):
        for provider in json.loads(file.read_text())["provider_schemas"].values():
            known |= provider["resource_schemas"]
    used = required.judged() - set(required.FORBIDDEN)
    return {
        name: set(known[name]["block"]["attributes"]) for name in used if name in known
    }
