"""Does a part look the same in each cloud?"""

import pytest

from tests.terraform.interface import CLOUDS, Interface
from tests.terraform.places import BOOTSTRAP, parts
from tests.terraform.tofu import TERRAFORM

MODULES = TERRAFORM / "modules"
PARTS = parts(TERRAFORM)
EACH = pytest.mark.parametrize("part", PARTS)
# What variables of one part are given: the outputs of another.
GIVEN = {
    "network_id": ("network", "network_id"),
    "subnet_ids": ("network", "subnet_ids"),
    "allowed_networks": ("network", "client_networks"),
    "cluster_key_id": ("kms", "cluster_key_id"),
    "data_key_id": ("kms", "data_key_id"),
    "identity_issuer": ("cluster", "identity_issuer"),
    "zone_id": ("dns", "zone_id"),
    "state_id": ("state", "state_id"),
    "state_key_id": ("state", "key_id"),
    "readers": ("cluster", "node_identity"),
    "writers": ("identity", "publish_identity"),
}


def read(part: str) -> Interface:
    """Return a part's interface."""
    return Interface.read(MODULES / part)


def test_all_parts_are_there() -> None:
    """The eleven of a cloud, and the one that has none."""
    assert [
        *(BOOTSTRAP, "cdn", "cluster", "database", "dns", "identity", "kms", "network"),
        *("observability", "redis", "registry", "state"),
    ] == PARTS


@EACH
def test_what_a_part_shares_is_described_in_a_sentence(part: str) -> None:
    """It is the description that all its modules have."""
    interface = read(part)
    for variable in interface.variables:
        assert variable.meaning.endswith(".") and variable.clouds, variable.name
    for output in interface.outputs:
        assert output.meaning.endswith(".") and output.clouds, output.name


@EACH
def test_what_a_cloud_has_alone_says_why(part: str) -> None:
    """And is not shared by all three after all."""
    extra = read(part).extra
    for kinds in extra.values():
        for entries in kinds.values():
            assert all(why.endswith(".") and len(why) > 30 for why in entries.values())
    for kind in ("variables", "outputs"):
        names = [set(extra.get(cloud, {}).get(kind, {})) for cloud in CLOUDS]
        assert set() == set.intersection(*names)


@EACH
def test_a_name_means_the_same_in_every_part(part: str) -> None:
    """So that a value can be passed on by its name."""
    for each in read(part).variables:
        for other in map(read, PARTS):
            for alike in other.variables:
                if alike.name == each.name:
                    assert alike.type == each.type, (other.part, each.name)


@pytest.mark.parametrize("name", GIVEN)
def test_what_a_part_wants_of_another_is_there(name: str) -> None:
    """An output of that part, in all clouds."""
    part, output = GIVEN[name]
    for cloud in CLOUDS:
        assert output in read(part).outputs_of(cloud)
    assert [part for part in PARTS if name in read(part).variables_of("aws")]


def test_nothing_secret_is_passed_on() -> None:
    """What is named are secrets in the store, never what is in them."""
    outputs = [each.name for part in PARTS for each in read(part).outputs]
    assert not [name for name in outputs if "password" in name or "token" in name]
