"""Which engine is used, and what is said of it?"""

from dataclasses import replace

import pytest

from engine.choose import Facts, Kind, choose
from engine.errors import EngineError

NOTHING = Facts("auto", None, False, False, "Docker is not installed")


@pytest.mark.parametrize(
    ("facts", "kind", "reason"),
    [
        pytest.param(
            replace(NOTHING, given="unix:///x", given_answers=True, docker=None),
            Kind.GIVEN,
            "address in the environment",
            id="one that was named comes first",
        ),
        pytest.param(
            replace(NOTHING, built_answers=True, docker=None),
            Kind.BUILT,
            "runs already",
            id="then ours, if it runs",
        ),
        pytest.param(
            replace(NOTHING, docker=None), Kind.DOCKER, "Docker runs", id="Docker"
        ),
        pytest.param(
            NOTHING, Kind.BUILT, "Docker is not installed", id="else one is built"
        ),
        pytest.param(
            replace(NOTHING, wanted="built", docker=None),
            Kind.BUILT,
            "PIPELINE_ENGINE",
            id="a wish for the built one",
        ),
        pytest.param(
            replace(NOTHING, wanted="docker", docker=None, built_answers=True),
            Kind.DOCKER,
            "Docker runs",
            id="a wish for Docker",
        ),
    ],
)
def test_the_first_that_can_be_had_is_used(
    facts: Facts, kind: Kind, reason: str
) -> None:
    """And the reason is part of the choice."""
    choice = choose(facts)
    assert kind is choice.kind
    assert reason in choice.reason


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            replace(NOTHING, given="unix:///x"), "nothing answers there", id="dead"
        ),
        pytest.param(
            replace(NOTHING, wanted="podman"), "auto, docker or built", id="unknown"
        ),
        pytest.param(replace(NOTHING, wanted="docker"), "start Docker", id="no Docker"),
    ],
)
def test_a_wish_that_cannot_be_met_is_an_error(facts: Facts, said: str) -> None:
    """Rather than another engine than the one that was asked for."""
    with pytest.raises(EngineError, match=said):
        choose(facts)
