"""Does Git go back when the cluster has, and only then?"""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.core.deploy.abort import Rollout, catch_up, read
from pipeline.core.deploy.place_hold import Order
from pipeline.core.deploy.rollback import rollback
from pipeline.core.environments.decision import Decision, Nothing, Write
from pipeline.core.environments.environment_health import Status, Statuses
from pipeline.core.environments.hold import holds_on
from pipeline.core.errors import Refused
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy.shipping import (
    NOON,
    PLACES,
    PRODUCTION,
    REPOSITORY,
    Repository,
    digest,
    release,
)

MESSAGE = "RolloutAborted: metric 'errors' failed"
# The parts that count of what `kubectl get rollout --output json` prints.
ABORTED: Mapping[str, object] = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Rollout",
    "metadata": {"name": "ledger", "generation": 12},
    "spec": {
        "template": {
            "spec": {
                "containers": [
                    {"name": "app", "image": f"{REPOSITORY}@{digest(2)}"},
                    {"name": "proxy", "image": "registry.example/proxy:1.2"},
                ]
            }
        }
    },
    "status": {
        "abort": True,
        "message": MESSAGE,
        "observedGeneration": "12",
        "phase": "Degraded",
    },
}
NOBODY: Statuses = {}


def caught_up(
    repository: Repository, rollout: Mapping[str, object], statuses: Statuses = NOBODY
) -> Decision:
    """Let Git say what runs."""
    text = json.dumps(rollout)
    intent = catch_up(PRODUCTION, text, "argo", NOON, PLACES, statuses)
    return repository.do(intent)


def after(*builds: int) -> Repository:
    """Return a repository in which these builds ran in production."""
    return Repository().runs(PRODUCTION, *map(release, builds))


def of(**changes: object) -> Mapping[str, object]:
    """Return an aborted rollout with other values at its top."""
    return {**ABORTED, **changes}


def status(**changes: object) -> Mapping[str, object]:
    """Return an aborted rollout with another status."""
    before = ABORTED["status"]
    assert isinstance(before, dict)
    return of(status={**before, **changes})


def containers(*images: str) -> Mapping[str, object]:
    """Return an aborted rollout of these images."""
    pod = {"containers": [{"image": image} for image in images]}
    return of(spec={"template": {"spec": pod}})


def test_an_aborted_rollout_is_a_rollback_in_git() -> None:
    """The same one, with the cluster's reason."""
    order = Order(PRODUCTION, f"rollout aborted: {MESSAGE}", "argo", NOON)
    expected = rollback(order, "", "", {}).within(PLACES)(after(1, 2).snapshot())

    assert isinstance(expected, Write)
    assert expected == caught_up(after(1, 2), ABORTED)


def test_an_abort_that_is_told_twice_goes_back_once() -> None:
    """Notifications come at least once."""
    repository = after(1, 2, 3)
    told = containers(f"{REPOSITORY}@{digest(3)}")
    caught_up(repository, told)
    before = dict(repository.files)
    expected = Nothing(f"Git has moved on: production is to run {digest(2)}")

    assert expected == caught_up(repository, told)
    assert before == repository.files


def test_of_two_aborts_the_second_goes_further_back() -> None:
    """What Git went back to has never been healthy either."""
    repository = after(1, 2, 3)
    for build in (3, 2):
        caught_up(repository, containers(f"{REPOSITORY}@{digest(build)}"))
    held = holds_on(repository.snapshot(), PLACES, PRODUCTION)

    assert [digest(2), digest(3)] == [hold.digest for hold in held]
    assert digest(1) in repository.files[PLACES.component(PRODUCTION)]


@pytest.mark.parametrize(
    ("rollout", "why"),
    [
        pytest.param(
            status(abort=False), "the rollout is not aborted", id="it goes on"
        ),
        pytest.param(status(abort=None), "the rollout is not aborted", id="not said"),
        pytest.param(of(status=None), "the rollout is not aborted", id="no status"),
        pytest.param(
            status(observedGeneration="11"),
            "the rollout's status is that of an earlier version",
            id="an abort of the version before",
        ),
        pytest.param(
            containers(f"{REPOSITORY}@{digest(7)}"),
            f"Git has moved on: production is to run {digest(2)}",
            id="of another image",
        ),
    ],
)
def test_there_is_nothing_to_do(rollout: Mapping[str, object], why: str) -> None:
    """As Git says what runs, or will."""
    assert Nothing(why) == caught_up(after(1, 2), rollout)


def test_an_environment_without_an_image_has_moved_on() -> None:
    """However that came about."""
    expected = Nothing("Git has moved on: production is to run nothing")

    assert expected == caught_up(Repository(), ABORTED)


@pytest.mark.parametrize(
    "rollout",
    [
        pytest.param(status(observedGeneration="7d9c"), id="hash of old versions"),
        pytest.param(status(observedGeneration="100"), id="larger"),
        pytest.param(status(observedGeneration=None), id="not said"),
        pytest.param(of(metadata=None), id="no generation"),
    ],
)
def test_a_status_counts_unless_it_is_surely_old(
    rollout: Mapping[str, object],
) -> None:
    """Whoever sends only a part of it has looked."""
    assert isinstance(caught_up(after(1, 2), rollout), Write)


def test_the_first_look_is_not_the_last() -> None:
    """A fixed release that came in between stays; what was aborted stays out."""
    repository = after(1, 2)
    text = json.dumps(ABORTED)
    late = catch_up(PRODUCTION, text, "argo", NOON, PLACES, NOBODY)
    late(repository.snapshot())
    repository.runs(PRODUCTION, release(3))
    made = repository.do(late)

    assert isinstance(made, Write) and "hold" == made.facts["Deploy-Kind"]
    assert [PLACES.hold(PRODUCTION, digest(2))] == [*made.files]
    assert isinstance(repository.do(late), Nothing)


def test_an_abort_that_arrives_late_keeps_a_rollback_from_going_there() -> None:
    """Nobody had heard that release 2 was bad when release 3 came."""
    repository = after(1, 2, 3)
    caught_up(repository, ABORTED)
    caught_up(repository, containers(f"{REPOSITORY}@{digest(3)}"))

    assert digest(1) in repository.files[PLACES.component(PRODUCTION)]


def test_a_rollback_that_is_refused_is_refused() -> None:
    """There is none without an earlier release, nor one outside the schema's window."""
    with pytest.raises(Refused, match="could not roll back 'production'"):
        caught_up(after(2), ABORTED)
    statuses = {PRODUCTION: Status(PRODUCTION, None, Schema(9, 9))}
    with pytest.raises(Refused, match="the schema at 9"):
        caught_up(after(1, 2), ABORTED, statuses)


def test_a_rollout_is_read() -> None:
    """Images by tag are not ours."""
    expected = Rollout(frozenset({digest(2)}), True, False, MESSAGE)

    assert expected == read(json.dumps(ABORTED))
    assert replace(expected, message="") == read(json.dumps(status(message=None)))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (None, "rollout aborted"),
        (" \n", "rollout aborted"),
        (["?"], "rollout aborted"),
        (" a\n\n b\x1b[2J", "rollout aborted: a b [2J"),
        ("x" * 9000, f"rollout aborted: {'x' * 400}"),
    ],
)
def test_any_message_makes_a_reason(message: object, reason: str) -> None:
    """It must not keep Git from going back."""
    repository = after(1, 2)
    caught_up(repository, status(message=message))
    (held,) = holds_on(repository.snapshot(), PLACES, PRODUCTION)

    assert reason == held.reason
    assert ("argo", NOON) == (held.by, held.at)


BY_TAG = (
    "none of its containers has an image by digest;"
    " give one with spec.template, as the pipeline ships"
)


@pytest.mark.parametrize(
    ("rollout", "problem"),
    [
        pytest.param(
            of(kind="Deployment"),
            "it is a Deployment; give the Rollout, as JSON",
            id="another object",
        ),
        pytest.param({}, "it lacks 'kind'; add it", id="nothing"),
        pytest.param(
            of(spec={"workloadRef": {}}), BY_TAG, id="it refers to a Deployment"
        ),
        pytest.param(of(spec=None), BY_TAG, id="no spec"),
        pytest.param(containers("a:1"), BY_TAG, id="by tag"),
        pytest.param(containers(f"a@{digest(1)}0"), BY_TAG, id="too many digits"),
        pytest.param(
            of(spec=[]),
            "'spec' is []; it has to be an object",
            id="not an object",
        ),
        pytest.param(
            containers(""),
            "'spec.template.spec.containers[0].image' is \"\";"
            " it has to be one line of 1 to 999 printable characters",
            id="no image",
        ),
    ],
)
def test_what_is_no_rollout_of_ours_is_refused(
    rollout: Mapping[str, object], problem: str
) -> None:
    """And it is told what is wrong with it."""
    with pytest.raises(Refused) as why:
        caught_up(after(1, 2), rollout)

    assert f"could not read 'rollout': {problem}" == str(why.value)
