"""Is what each role may do what somebody has reviewed?

rights.toml names every action and role, by what gives it. Who changes one changes the
other, too, and whoever reviews that sees it.
"""

import re
from collections.abc import Mapping

import pytest

from tests.terraform.applied import UNANSWERED, Applied, Example
from tests.terraform.hcl import Module, unquoted
from tests.terraform.places import Place, examples
from tests.terraform.rights import known, rights
from tests.terraform.tofu import TERRAFORM

PLACES = [each for each in examples(TERRAFORM) if any(each.folder.glob("*.tf"))]
IDENTITIES = [each for each in PLACES if each.part == "identity"]
READS = re.compile(
    r"^[\w-]+:(?:Get|List|Describe|BatchGet|Lookup|Search|View|Check)\w*\*?$"
)
# By what a run's token says of it: nothing else may take the role on.
SUBJECTS = {
    "plan": {"repo:{0}:pull_request", "repo:{0}:ref:refs/heads/main"},
    "apply": {"repo:{0}:environment:{1}"},
    "publish": {"repo:{0}:ref:refs/heads/main"},
}
SUBJECT = re.compile(r"repo:([\w.@-]+/[\w.@-]+):[\w:./*?-]+")


def ids(place: Place) -> str:
    """Name a place in a test."""
    return f"{place.part}/{place.cloud}"


@pytest.mark.parametrize("place", PLACES, ids=ids)
def test_nobody_may_do_what_nobody_reviewed(applied: Applied, place: Place) -> None:
    """Nor is anything in the table that is not given any more."""
    if place.name in UNANSWERED:
        found = written(place)
    else:
        found = rights(applied.of(place.name).resources())
    assert known().get(ids(place), {}) == found


def written(place: Place) -> dict[str, list[str]]:
    """Return the roles of a module that cannot be applied here, as its files say."""
    module = Module.read(TERRAFORM / "modules" / place.part / place.cloud)
    return {
        block.address: [unquoted(block.body["role_definition_name"])]
        for block in module.resources("azurerm_role_assignment")
    }


def test_the_table_names_modules_that_are_there() -> None:
    """And none besides."""
    assert set(known()) <= {ids(place) for place in PLACES}


@pytest.mark.parametrize("name", known().get("identity/aws", {}))
def test_who_plans_reads_only(name: str) -> None:
    """All that such a role is given, but the key that states are read with."""
    if "plan" in name and "_policy" in name:
        actions = known()["identity/aws"][name]
        written = [each for each in actions if not READS.search(each)]
        assert [each for each in written if ":" in each] in ([], ["kms:Decrypt"])


def test_who_publishes_can_sign_in_to_the_registry_only() -> None:
    """What may be pushed is in the registry's own policy."""
    table = known()["identity/aws"]
    assert ["ecr:GetAuthorizationToken"] == table['aws_iam_policy.pipeline["publish"]']
    pushed = known()["registry/aws"]["aws_ecr_repository_policy.this"]
    assert all(each.startswith("ecr:") for each in pushed)
    assert not [each for each in pushed if "Delete" in each or "*" in each]


@pytest.mark.parametrize("place", IDENTITIES, ids=ids)
def test_a_run_is_let_in_by_its_whole_subject(applied: Applied, place: Place) -> None:
    """Of this repository, and for each role by those runs only that need it."""
    example = applied.of(place.name)
    found = subjects(example)
    assert set(SUBJECTS) == set(found)
    for role, texts in found.items():
        repository = {match[1] for text in texts if (match := SUBJECT.match(text))}
        assert 1 == len(repository)
        wanted = {each.format(*repository, "staging") for each in SUBJECTS[role]}
        assert wanted == texts
    assert not [
        text for each in found.values() for text in each if set("*?") & set(text)
    ]


def subjects(example: Example) -> Mapping[str, set[str]]:
    """Return the subjects that are let in, by the role that they take on."""
    found: dict[str, set[str]] = {}
    for each in example.resources():
        text = str(each.values)
        for role in SUBJECTS:
            if (
                re.search(rf'\["{role}[" -]', each.address)
                and "conditions" not in each.values
            ):
                names = {match[0].rstrip("'\"") for match in SUBJECT.finditer(text)}
                if _lets_in(each.type) and names:
                    found.setdefault(role, set()).update(names)
    return found


def _lets_in(type_: str) -> bool:
    return type_ in (
        "aws_iam_role",
        "azurerm_federated_identity_credential",
        "google_service_account_iam_member",
    )
