"""Is a release promoted only if nothing at all speaks against it?

Each refusal is tested on a release that could be promoted, but for one thing.
"""

from dataclasses import replace

import pytest

from pipeline.core.deploy.case import Request
from pipeline.core.deploy.place_hold import Order, hold
from pipeline.core.deploy.promotion import promotion
from pipeline.core.environments.decision import Nothing, Write
from pipeline.core.environments.environment_health import Current, Status, Statuses
from pipeline.core.environments.policy import Rules
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.core.release.release import Evidence, Release, SchemaWindow
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    NOON,
    PLACES,
    PRODUCTION,
    STAGING,
    Repository,
    digest,
    release,
    running,
)

RULES = Rules(gates=("lint", "test"), approval=("production",))
TWO, THREE = release(2), release(3)
COMPONENT, RECORD = PLACES.component(PRODUCTION), PLACES.record(PRODUCTION)


def healthy(environment: Environment, build: int) -> Statuses:
    """Return that a build is well in an environment."""
    return {environment: Status(environment, Current(digest(build), "healthy"))}


REQUEST = Request(STAGING, PRODUCTION, RULES, healthy(STAGING, 3), "Ada", "plan")


def promotable(what: Release = THREE) -> Repository:
    """Return a repository in which all is well: build 3 is to replace build 2."""
    return Repository().runs(PRODUCTION, TWO).runs(STAGING, what)


def refused(repository: Repository, request: Request = REQUEST) -> str:
    """Return why it is refused, and see that nothing has changed."""
    before = dict(repository.files)
    with pytest.raises(Refused) as why:
        repository.do(promotion(request, PLACES))
    assert before == repository.files
    return str(why.value)


def against(problem: str) -> str:
    """Return how a refusal of build 3 reads."""
    return f"could not promote '{digest(3)}' to 'production': {problem}"


def test_a_release_is_copied_with_its_record() -> None:
    """The record byte for byte; of the component only what names the image."""
    repository = promotable()
    record = repository.files[PLACES.record(STAGING)]
    compact = f"{record.rstrip()}\n\n"
    repository.write({PLACES.record(STAGING): compact})
    remarked = f"# theirs\r\n{FRESH}"
    repository.write(running(PRODUCTION, TWO, remarked))
    before = repository.folder(STAGING)
    files = {
        COMPONENT: remarked.replace(f"sha256:{'0' * 64}", digest(3)),
        RECORD: compact,
    }
    expected = Write(
        files,
        "deploy(production): app sha256:000300030003...",
        {
            "Approved-By": "Ada",
            "Deploy-Build": "3",
            "Deploy-Commit": THREE.commit,
            "Deploy-Digest": digest(3),
            "Deploy-Environment": "production",
            "Deploy-From": "staging",
            "Deploy-Kind": "promote",
            "Deploy-Version": "1.3.0",
            "Plan-Hash": "plan",
        },
    )

    assert expected == repository.do(promotion(REQUEST, PLACES))
    assert files == repository.folder(PRODUCTION)
    assert before == repository.folder(STAGING)


def test_what_runs_there_already_is_not_promoted_again() -> None:
    """Whatever speaks against it meanwhile: there is nothing to do."""
    repository = promotable()
    repository.do(promotion(REQUEST, PLACES))
    nobody = replace(REQUEST, statuses={}, approved_by="")
    expected = Nothing(f"production runs {digest(3)} already")

    assert expected == repository.do(promotion(nobody, PLACES))


def test_a_record_that_is_not_there_yet_is_written_alone() -> None:
    """Somebody has put the digest there by hand."""
    repository = promotable()
    component = running(PRODUCTION, THREE)[COMPONENT]
    repository.write({COMPONENT: component})
    made = repository.do(promotion(REQUEST, PLACES))

    assert isinstance(made, Write)
    assert {RECORD: release_json.text(THREE)} == made.files


def test_a_fresh_environment_takes_its_first_release() -> None:
    """It has neither an order nor a schema yet."""
    repository = Repository().runs(STAGING, THREE)
    repository.do(promotion(REQUEST, PLACES))

    assert running(PRODUCTION, THREE) == repository.folder(PRODUCTION)


def test_after_a_rollback_a_newer_release_is_promoted() -> None:
    """Newer than what runs now."""
    repository = Repository().runs(PRODUCTION, TWO, release(4), TWO)
    repository.runs(STAGING, THREE)
    repository.do(promotion(REQUEST, PLACES))

    assert running(PRODUCTION, THREE) == repository.folder(PRODUCTION)


def test_an_approval_is_needed_only_where_one_is_asked_for() -> None:
    """Staging takes what is healthy in dev."""
    repository = Repository().runs(DEV, THREE)
    request = Request(DEV, STAGING, RULES, healthy(DEV, 3))
    repository.do(promotion(request, PLACES))

    assert running(STAGING, THREE) == repository.folder(STAGING)


@pytest.mark.parametrize(
    ("source", "target", "problem"),
    [
        pytest.param(
            DEV,
            PRODUCTION,
            "could not promote from 'dev' to 'production': production is fed by"
            " staging; promote from staging",
            id="one is left out",
        ),
        pytest.param(
            PRODUCTION,
            STAGING,
            "could not promote from 'production' to 'staging': staging is fed by dev;"
            " promote from dev",
            id="back",
        ),
        pytest.param(
            STAGING,
            STAGING,
            "could not promote from 'staging' to 'staging': staging is fed by dev;"
            " promote from dev",
            id="to itself",
        ),
        pytest.param(
            STAGING,
            DEV,
            "could not promote from 'staging' to 'dev': nothing comes before dev;"
            " bump it instead",
            id="to the first",
        ),
    ],
)
def test_a_release_goes_one_step_at_a_time(
    source: Environment, target: Environment, problem: str
) -> None:
    """Before anything is asked of Git."""
    with pytest.raises(Refused) as why:
        promotion(replace(REQUEST, source=source, target=target), PLACES)

    assert problem == str(why.value)


@pytest.mark.parametrize(
    ("component", "problem"),
    [
        pytest.param(FRESH, "nothing runs there", id="fresh"),
        pytest.param(None, "nothing runs there", id="no component"),
    ],
)
def test_a_source_that_runs_nothing_is_refused(
    component: str | None, problem: str
) -> None:
    """Its record alone does not count."""
    repository = promotable()
    repository.write({PLACES.component(STAGING): component})

    assert (
        f"could not promote from 'staging': {problem};"
        " bump or promote a release to it first"
    ) == refused(repository)


def test_a_release_without_a_record_is_refused() -> None:
    """Nobody knows what it is."""
    repository = promotable()
    repository.write({PLACES.record(STAGING): None})

    assert (
        f"could not promote from 'staging': {digest(3)} has no release record;"
        " bump it with one"
    ) == refused(repository)


def test_a_record_of_another_image_is_refused() -> None:
    """Somebody has changed the component by hand."""
    repository = promotable()
    record = running(STAGING, TWO)[PLACES.record(STAGING)]
    repository.write({PLACES.record(STAGING): record})

    assert (
        f"could not promote from 'staging': it runs {THREE.image}, and the release"
        f" record beside it is of {TWO.image}; write both at once, by a bump"
    ) == refused(repository)


@pytest.mark.parametrize("environment", [STAGING, PRODUCTION])
def test_a_record_that_cannot_be_read_is_refused(environment: Environment) -> None:
    """Neither evidence nor order is known."""
    repository = promotable()
    repository.write({PLACES.record(environment): "{"})

    assert refused(repository).startswith(
        f"could not read '{PLACES.record(environment)}': "
    )


@pytest.mark.parametrize("environment", [STAGING, PRODUCTION])
def test_a_component_that_cannot_be_read_is_refused(environment: Environment) -> None:
    """It is for people to fix."""
    repository = promotable()
    repository.write({PLACES.component(environment): "kind: Pod\n"})

    assert refused(repository).startswith(
        f"could not use image component '{PLACES.component(environment)}:1': "
    )


def test_a_target_without_a_component_is_refused() -> None:
    """What is around the image is for people to say."""
    repository = promotable()
    repository.write({COMPONENT: None})

    assert (
        against(f"'{COMPONENT}' is missing; write a Component with one image there")
    ) == refused(repository)


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        pytest.param(
            None,
            "nobody says how it is; wait until it is healthy in staging",
            id="nobody says",
        ),
        pytest.param(
            Status(STAGING, Current(digest(3), "degraded")),
            "it is degraded in staging; wait until it is healthy in staging",
            id="degraded",
        ),
        pytest.param(
            Status(STAGING, Current(digest(2), "healthy")),
            f"{digest(2)} is what runs in staging;"
            " wait until it is healthy in staging",
            id="another one",
        ),
    ],
)
def test_what_is_not_healthy_in_the_source_is_refused(
    status: Status | None, problem: str
) -> None:
    """That it is healthy in the target is no help."""
    statuses = {**healthy(PRODUCTION, 3), **({STAGING: status} if status else {})}

    assert against(problem) == refused(
        promotable(), replace(REQUEST, statuses=statuses)
    )


@pytest.mark.parametrize("environment", [DEV, STAGING, PRODUCTION])
def test_what_is_on_hold_anywhere_up_to_the_target_is_refused(
    environment: Environment,
) -> None:
    """A hold counts for all that comes after it."""
    repository = promotable()
    repository.do(hold(Order(environment, "slow", "Ada", NOON), digest(3), PLACES))
    where = environment.value

    assert (
        against(
            f"it is on hold in {where} (slow);"
            f" build another one, or 'release-hold' it in {where}"
        )
    ) == refused(repository)


def test_a_hold_after_the_target_does_not_count() -> None:
    """Nor does that of another digest."""
    repository = Repository().runs(DEV, THREE)
    order = Order(PRODUCTION, "slow", "Ada", NOON)
    repository.do(hold(order, digest(3), PLACES))
    repository.do(hold(replace(order, environment=DEV), digest(2), PLACES))
    request = Request(DEV, STAGING, RULES, healthy(DEV, 3))

    assert isinstance(repository.do(promotion(request, PLACES)), Write)


def test_a_commit_that_is_not_in_the_repository_is_refused() -> None:
    """It was built elsewhere, or never pushed."""
    repository = promotable()
    del repository.trees[THREE.commit]

    assert (
        against(f"its commit {THREE.commit} is not in the repository; push it")
    ) == refused(repository)


def test_a_tree_that_is_not_that_of_the_commit_is_refused() -> None:
    """Something was changed before it was built."""
    repository = promotable()
    repository.trees[THREE.commit] = TWO.tree

    assert (
        against(
            f"its record says tree {THREE.tree}, and commit {THREE.commit} has"
            f" {TWO.tree}; build it from the commit, with nothing changed"
        )
    ) == refused(repository)


GREEN = THREE.evidence
LINT, TEST_311, TEST_312 = GREEN


@pytest.mark.parametrize(
    ("evidence", "problem"),
    [
        pytest.param(
            (replace(LINT, verdict="failed"), TEST_311),
            "gate lint has failed",
            id="red",
        ),
        pytest.param(
            (LINT, TEST_311, replace(TEST_312, verdict="failed")),
            "gate test (3.12) has failed",
            id="one leg is red",
        ),
        pytest.param(
            (LINT, replace(TEST_311, verdict="skipped")),
            "gate test (3.11) was skipped",
            id="skipped",
        ),
        pytest.param((LINT,), "gate test has no evidence in its record", id="missing"),
        pytest.param(
            (replace(LINT, verdict="skipped", required=False), TEST_311),
            "gate lint has no evidence in its record",
            id="skipped, which did not count",
        ),
        pytest.param(
            (replace(LINT, verdict="failed", required=False), TEST_311),
            "gate lint has failed",
            id="failed, which did not count",
        ),
        pytest.param(
            (LINT, TEST_311, Evidence("test", "3.14", "failed", False)),
            "gate test (3.14) has failed",
            id="a leg more than required has failed",
        ),
        pytest.param(
            (
                replace(TEST_312, verdict="skipped"),
                replace(TEST_311, verdict="failed"),
            ),
            "gate lint has no evidence in its record, gate test (3.11) has failed,"
            " gate test (3.12) was skipped",
            id="all of that",
        ),
    ],
)
def test_a_gate_that_is_not_green_is_refused(
    evidence: tuple[Evidence, ...], problem: str
) -> None:
    """Which gates are required says the repository, not the record."""
    repository = promotable(replace(THREE, evidence=evidence))

    assert (
        against(f"{problem}; build a release with all required gates green")
    ) == refused(repository)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(Evidence("scan", "", "failed", True), id="not required"),
        pytest.param(Evidence("test", "3.14", "skipped", False), id="a leg more"),
    ],
)
def test_what_is_not_required_may_not_be_green(more: Evidence) -> None:
    """It is shown, and no more."""
    repository = promotable(replace(THREE, evidence=(*GREEN, more)))

    assert isinstance(repository.do(promotion(REQUEST, PLACES)), Write)


ABSENT = replace(LINT, verdict="absent", required=False)


def test_a_gate_that_had_nothing_to_look_at_stops_nothing() -> None:
    """Unless somebody names it, in this repository."""
    repository = promotable(replace(THREE, evidence=(ABSENT, TEST_311)))
    assert isinstance(repository.do(promotion(REQUEST, PLACES)), Write)
    repository = promotable(replace(THREE, evidence=(ABSENT, TEST_311)))
    rules = replace(REQUEST.rules, named=("lint",))
    with pytest.raises(Refused, match="gate lint has no evidence"):
        repository.do(promotion(replace(REQUEST, rules=rules), PLACES))


def test_a_gate_that_was_not_required_then_is_green_all_the_same() -> None:
    """It is required now, and it passed."""
    green = (replace(LINT, required=False), TEST_311)
    repository = promotable(replace(THREE, evidence=green))

    assert isinstance(repository.do(promotion(REQUEST, PLACES)), Write)


@pytest.mark.parametrize(
    ("window", "problem"),
    [
        pytest.param(
            SchemaWindow(needs=4, knows=4, oldest_code=1),
            "the schema is at 3 and it needs 4",
            id="too new",
        ),
        pytest.param(
            SchemaWindow(needs=1, knows=1, oldest_code=1),
            "the schema at 3 serves code that knows 2, it knows 1",
            id="too old",
        ),
    ],
)
def test_a_release_is_refused_that_cannot_work_on_the_schema(
    window: SchemaWindow, problem: str
) -> None:
    """As the target says it, or as Git knows it."""
    repository = Repository()
    left = replace(TWO, schema=SchemaWindow(1, 3, 2))
    repository.runs(PRODUCTION, left).runs(STAGING, replace(THREE, schema=window))
    expected = against(f"{problem}; promote a release whose window the schema is in")

    assert expected == refused(repository)
    says = Status(PRODUCTION, None, Schema(3, 2))
    repository = promotable(replace(THREE, schema=window))
    statuses = {**REQUEST.statuses, PRODUCTION: says}
    assert expected == refused(repository, replace(REQUEST, statuses=statuses))


def test_an_older_build_is_refused() -> None:
    """Going back is for rollback, which holds what it leaves."""
    repository = promotable().runs(PRODUCTION, release(4))

    assert (
        against("it is build 3, and production runs build 4; to go back, use rollback")
    ) == refused(repository)


def test_an_image_by_hand_does_not_hide_the_order() -> None:
    """The record still says how far it had come."""
    repository = promotable().runs(PRODUCTION, release(4))
    component = running(PRODUCTION, release(1))[COMPONENT]
    repository.write({COMPONENT: component})

    assert "it is build 3, and production runs build 4" in refused(repository)


def test_two_images_of_one_build_are_refused() -> None:
    """Nobody knows which is the newer one."""
    twin = replace(release(4), build=3)
    repository = promotable().runs(PRODUCTION, twin)

    assert (
        against(
            f"{digest(4)} in production is build 3, too;"
            " numbers have to grow: build it again"
        )
    ) == refused(repository)


def test_a_better_record_of_the_same_image_is_taken() -> None:
    """Its order is the same, too."""
    repository = promotable().runs(PRODUCTION, replace(THREE, version="2"))
    made = repository.do(promotion(REQUEST, PLACES))

    assert isinstance(made, Write)
    assert [RECORD] == list(made.files)


@pytest.mark.parametrize("nobody", ["", " "])
def test_without_an_approval_that_is_asked_for_it_is_refused(nobody: str) -> None:
    """A blank is no name."""
    assert (
        against("production asks for an approval; say who has approved it")
    ) == refused(promotable(), replace(REQUEST, approved_by=nobody))


def test_all_that_speaks_against_it_is_told_at_once() -> None:
    """Who fixes one thing after the other waits for each."""
    repository = promotable(replace(THREE, evidence=(LINT,)))
    why = refused(repository, replace(REQUEST, approved_by=""))

    assert [
        against(
            "gate test has no evidence in its record;"
            " build a release with all required gates green"
        ),
        against("production asks for an approval; say who has approved it"),
    ] == why.splitlines()


def test_the_newest_commit_is_judged() -> None:
    """The intent is applied again when others were faster."""
    repository = promotable()
    late = promotion(REQUEST, PLACES)
    late(repository.snapshot())
    repository.runs(PRODUCTION, release(4))

    with pytest.raises(Refused, match="runs build 4"):
        repository.do(late)
