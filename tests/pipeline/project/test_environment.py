"""Which environments are there, and in which order?"""

import pytest

from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment, environment
from tests.pipeline.deploy.shipping import DEV, PRODUCTION, STAGING


def test_each_environment_is_fed_by_the_one_before_it() -> None:
    """The first by the build."""
    assert [None, DEV, STAGING] == [each.before for each in Environment]
    assert [0, 1, 2] == [each.place for each in Environment]


def test_an_environment_is_found_by_its_name() -> None:
    """The names are those of folders."""
    assert [DEV, STAGING, PRODUCTION] == [
        environment(name) for name in ("dev", "staging", "production")
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("prod", "did you mean 'production'?", id="a short name"),
        pytest.param("Staging", "did you mean 'staging'?", id="a capital"),
        pytest.param("eu-1", "take dev, staging, production", id="another one"),
        pytest.param("", "take dev, staging, production", id="nothing"),
    ],
)
def test_an_unknown_environment_is_refused_with_a_hint(name: str, hint: str) -> None:
    """Most are typing mistakes."""
    with pytest.raises(Refused) as refused:
        environment(name)
    assert f"could not find environment '{name}': there is none; {hint}" == str(
        refused.value
    )
