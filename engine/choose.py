"""Which engine to use. Pure: facts in, a choice with its reason out."""

from dataclasses import dataclass
from enum import Enum

from engine.errors import EngineError


class Kind(Enum):
    """Where an engine comes from."""

    GIVEN = "given"
    DOCKER = "docker"
    BUILT = "built"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the machine.

    *wanted* is the value of PIPELINE_ENGINE, *given* the address in the
    environment. *docker* is None when a Docker runs that can start the official
    engine, else why not.
    """

    wanted: str
    given: str | None
    given_answers: bool
    built_answers: bool
    docker: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine, and why it was chosen."""

    kind: Kind
    reason: str


def choose(facts: Facts) -> Choice:
    """Take what runs, else the official engine, else build one.

    Raises EngineError for a wish that cannot be met.
    """
    if facts.wanted not in ("auto", "docker", "built"):
        raise EngineError(
            f"could not choose an engine: PIPELINE_ENGINE is '{facts.wanted}'; "
            "set it to auto, docker or built"
        )
    if facts.given and facts.given_answers:
        return Choice(Kind.GIVEN, "it runs at the address in the environment")
    if facts.given:
        raise EngineError(
            f"could not reach the engine at '{facts.given}': nothing answers there; "
            "start it, or unset _EXPERIMENTAL_DAGGER_RUNNER_HOST"
        )
    if facts.wanted == "docker" and facts.docker:
        raise EngineError(
            f"could not use Docker as PIPELINE_ENGINE asks: {facts.docker}; "
            "start Docker, or set PIPELINE_ENGINE=built"
        )
    if facts.wanted == "built":
        return Choice(Kind.BUILT, "PIPELINE_ENGINE asks for it")
    if facts.built_answers and facts.wanted == "auto":
        return Choice(Kind.BUILT, "it runs already")
    if facts.docker is None:
        return Choice(Kind.DOCKER, "Docker runs here")
    return Choice(Kind.BUILT, facts.docker)
