"""Does a rollback bring back what ran before, once, and keep the bad one out?"""

from dataclasses import replace

import pytest

from pipeline.core.deploy.place_hold import Order, hold
from pipeline.core.deploy.rollback import rollback
from pipeline.core.environments.decision import Decision, Intent, Nothing, Write
from pipeline.core.environments.environment_health import Current, Status, Statuses
from pipeline.core.environments.hold import Hold, text
from pipeline.core.errors import Refused
from pipeline.core.release.release import SchemaWindow
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    NOON,
    PLACES,
    STAGING,
    Repository,
    digest,
    release,
    running,
)

ORDER = Order(STAGING, "slow", "Ada", NOON)
COMPONENT, RECORD = PLACES.component(STAGING), PLACES.record(STAGING)
NOBODY: Statuses = {}


def after(*builds: int) -> Repository:
    """Return a repository in which these builds ran in staging, one after another."""
    return Repository().runs(STAGING, *map(release, builds))


def back(to: str = "", bad: str = "", statuses: Statuses = NOBODY) -> Intent:
    """Return the intent to go back."""
    return rollback(ORDER, to, bad, statuses).within(PLACES)


def build(repository: Repository) -> int:
    """Return the build that runs in staging."""
    image = next(n for n in range(9) if digest(n) in repository.files[COMPONENT])
    return image


def held(repository: Repository) -> list[int]:
    """Return the builds on hold in staging."""
    return [n for n in range(9) if PLACES.hold(STAGING, digest(n)) in repository.files]


def refused(repository: Repository, intent: Intent) -> str:
    """Return why it is refused, and see that nothing has changed."""
    before = dict(repository.files)
    with pytest.raises(Refused) as why:
        repository.do(intent)
    assert before == repository.files
    return str(why.value)


def test_a_rollback_restores_the_record_and_the_digest() -> None:
    """The record byte for byte, the digest into what people have written since."""
    repository = Repository()
    repository.write(running(STAGING, release(1), f"# old\r\n{FRESH}"))
    before = dict(repository.files)
    repository.runs(STAGING, release(2))
    renamed = FRESH.replace("name: app", "name: shop")
    repository.write(running(STAGING, release(2), f"# by hand\r\n{renamed}"))
    marker = PLACES.hold(STAGING, digest(2))
    expected = Write(
        {
            COMPONENT: running(STAGING, release(1), f"# by hand\r\n{renamed}")[
                COMPONENT
            ],
            RECORD: before[RECORD],
            marker: text(Hold(digest(2), "slow", "Ada", NOON, release(2).commit, 2)),
        },
        "rollback(staging): app sha256:000100010001...",
        {
            "Deploy-Bad": digest(2),
            "Deploy-Build": "1",
            "Deploy-Commit": release(1).commit,
            "Deploy-Digest": digest(1),
            "Deploy-Environment": "staging",
            "Deploy-Kind": "rollback",
            "Deploy-Reason": "slow",
            "Deploy-Version": "1.1.0",
        },
    )

    assert expected == repository.do(back())


def test_a_component_that_nobody_can_read_is_the_last_that_somebody_could() -> None:
    """With the name that it had then, and not the one of the release's own time."""
    repository = after(1, 2)
    renamed = FRESH.replace("name: app", "name: shop")
    repository.write(running(STAGING, release(2), renamed))
    repository.write({COMPONENT: "images: ["})
    repository.do(back(to=digest(1)))

    expected = running(STAGING, release(1), renamed)
    assert expected[COMPONENT] == repository.files[COMPONENT]


def test_a_rebuilt_commit_is_no_release_to_go_back_to() -> None:
    """What is bad about it is in the commit."""
    again = release(2, image=release(3).image, commit=release(4).commit)
    repository = Repository().runs(STAGING, release(1), again, release(4))
    repository.do(back())

    assert (1, [4]) == (build(repository), held(repository))


def test_the_release_that_ran_last_comes_back() -> None:
    """Not the one with the next smaller number."""
    repository = after(3, 1, 5)
    repository.do(back())

    assert (1, [5]) == (build(repository), held(repository))


def test_a_command_that_is_repeated_goes_back_once() -> None:
    """It was killed after its push, and nobody knows that it landed."""
    repository = after(1, 2, 3)
    repository.do(back())
    expected = Nothing(
        f"staging runs {digest(2)} since a rollback;"
        " to go further, name it as the bad one"
    )

    assert expected == repository.do(back())
    assert (2, [3]) == (build(repository), held(repository))


def test_a_remark_by_hand_does_not_hide_that_it_went_back() -> None:
    """Only another image does."""
    repository = after(1, 2, 3)
    repository.do(back())
    repository.write({COMPONENT: "# new\n" + repository.files[COMPONENT]})

    assert isinstance(repository.do(back()), Nothing)


def test_one_goes_further_back_by_naming_what_is_bad() -> None:
    """What has been left before stays out."""
    repository = after(1, 2, 3)
    repository.do(back())
    repository.do(back(bad=digest(2)))

    assert (1, [2, 3]) == (build(repository), held(repository))
    assert repository.do(back(bad=digest(2))) == Nothing(f"staging runs {digest(1)}")


def test_a_newer_release_can_go_back_after_an_earlier_rollback() -> None:
    """The last one that is good."""
    repository = after(1, 2)
    repository.do(back())
    repository.runs(STAGING, release(3))
    repository.do(back())

    assert (1, [2, 3]) == (build(repository), held(repository))


def test_of_two_that_go_back_at_once_one_has_nothing_to_do() -> None:
    """Its first look settled what is bad; that does not run any more."""
    repository = after(1, 2, 3)
    late = back()
    late(repository.snapshot())
    repository.do(back())

    assert repository.do(late) == Nothing(f"staging runs {digest(2)}")
    assert 2 == build(repository)


def test_what_replaced_the_bad_one_stays() -> None:
    """It may be the fixed one; the bad one is kept out all the same."""
    repository = after(1, 2)
    late = back()
    late(repository.snapshot())
    repository.runs(STAGING, release(3))
    made = repository.do(late)
    path = PLACES.hold(STAGING, digest(2))

    assert made == Write(
        {path: text(Hold(digest(2), "slow", "Ada", NOON, release(2).commit, 2))},
        "hold(staging): app sha256:000200020002...",
        {
            "Deploy-Digest": digest(2),
            "Deploy-Environment": "staging",
            "Deploy-Kind": "hold",
            "Deploy-Reason": "slow",
        },
    )
    assert repository.do(late) == Nothing(f"staging runs {digest(3)}")


def test_a_hold_that_is_there_keeps_its_reason() -> None:
    """Somebody was first to see that it is bad."""
    repository = after(1, 2)
    first = replace(ORDER, reason="first")
    repository.do(hold(first, digest(2), PLACES))
    before = repository.files[PLACES.hold(STAGING, digest(2))]
    made = repository.do(back())

    assert {COMPONENT, RECORD} == set(_written(made))
    assert before == repository.files[PLACES.hold(STAGING, digest(2))]


def test_what_is_on_hold_is_passed_over() -> None:
    """There, or in an environment before."""
    repository = after(1, 2, 3, 4)
    repository.do(hold(ORDER, digest(3), PLACES))
    repository.do(hold(replace(ORDER, environment=DEV), digest(2), PLACES))
    repository.do(back())

    assert 1 == build(repository)


def test_an_image_without_a_record_is_no_release_to_go_back_to() -> None:
    """Nobody knows what it is. Without the bad one's record, whatever ran is older."""
    repository = after(1, 2)
    for number in (3, 4):
        component = running(STAGING, release(number))[COMPONENT]
        repository.write({COMPONENT: component})
    repository.do(back())

    assert (2, [4]) == (build(repository), held(repository))


def test_without_the_bad_one_s_record_it_is_still_not_restored() -> None:
    """Once it had one."""
    repository = after(1, 2)
    repository.write({RECORD: None})
    repository.do(back())

    assert (1, [2]) == (build(repository), held(repository))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(digest(1), id="digest"),
        pytest.param(digest(1)[:14], id="seven digits"),
        pytest.param(digest(1)[7:17], id="digits alone"),
        pytest.param("1.1.0", id="version"),
    ],
)
def test_one_may_name_the_release_to_go_back_to(name: str) -> None:
    """As people know it."""
    repository = after(1, 2, 3)
    repository.do(back(to=name))

    assert (1, [3]) == (build(repository), held(repository))
    assert repository.do(back(to=name)) == Nothing(f"staging runs {digest(1)}")


def test_going_forward_is_a_promotion() -> None:
    """Nobody has approved it; only what is bad itself may be left like that."""
    repository = after(1, 2, 3)
    repository.do(back(to=digest(1)))

    assert (
        f"could not roll back 'staging' to '{digest(2)}': it is build 2, and build 1"
        f" runs there: going forward is a promotion; if {digest(1)} is bad itself, name"
        " it as the bad one"
    ) == refused(repository, back(to=digest(2)))
    repository.do(back(to=digest(2), bad=digest(1)))
    assert (2, [1, 3]) == (build(repository), held(repository))


def test_what_was_bad_does_not_come_back_by_a_rollback() -> None:
    """Though its hold was released: that is for those who approve."""
    repository = after(1, 2)
    repository.do(back())
    repository.write({PLACES.hold(STAGING, digest(2)): None})

    assert (
        f"could not roll back 'staging' to '{digest(2)}': it is build 2, and build 1"
        " runs there, and it was on hold there once: promote it"
    ) == refused(repository, back(to=digest(2), bad=digest(1)))


def test_with_a_goal_the_bad_one_is_held_though_the_goal_runs_already() -> None:
    """Somebody else went back, without a hold."""
    repository = after(1, 2, 1)

    assert "hold" == _facts(repository.do(back(digest(1), digest(2))))["Deploy-Kind"]
    assert (1, [2]) == (build(repository), held(repository))


def test_with_a_goal_what_replaced_the_bad_one_stays() -> None:
    """The goal was meant for the bad one."""
    repository = after(1, 2, 3)
    repository.do(back(digest(1), digest(2)))

    assert (3, [2]) == (build(repository), held(repository))


@pytest.mark.parametrize(
    "component",
    [
        pytest.param("images: [", id="broken by hand"),
        pytest.param(None, id="removed by hand"),
        pytest.param(FRESH, id="as if nothing had ever run"),
    ],
)
def test_with_a_goal_a_component_that_says_nothing_is_restored(
    component: str | None,
) -> None:
    """No digest is held, unless one is named."""
    repository = after(1, 2)
    repository.write({COMPONENT: component})
    broken = dict(repository.files)
    repository.do(back(to="1.1.0"))

    assert (1, []) == (build(repository), held(repository))
    repository.files = broken
    repository.do(back(to="1.1.0", bad=digest(2)))
    assert (1, [2]) == (build(repository), held(repository))


def test_other_environments_stay_as_they_are() -> None:
    """Each has its own past."""
    repository = Repository().runs(DEV, release(1), release(2), release(3))
    before = repository.folder(DEV)
    repository.runs(STAGING, release(2), release(3))
    repository.do(back())

    assert (2, before) == (build(repository), repository.folder(DEV))


def windows(*windows: tuple[int, int, int]) -> Repository:
    """Return a repository in which releases with these windows ran in staging."""
    releases = [
        release(number, schema=SchemaWindow(*window))
        for number, window in enumerate(windows, 1)
    ]
    return Repository().runs(STAGING, *releases)


def test_a_release_comes_back_that_works_on_the_schema_that_was_left() -> None:
    """Migrations only go forward."""
    repository = windows((1, 3, 1), (1, 4, 3))
    repository.do(back())

    assert 1 == build(repository)


def test_the_schema_is_what_the_environment_says() -> None:
    """Git only knows what has been left there."""
    repository = windows((1, 3, 1), (1, 5, 4))
    there = Status(STAGING, Current(digest(2), "degraded"), Schema(4, 3))
    repository.do(back(statuses={STAGING: there}))

    assert 1 == build(repository)


def test_a_release_is_refused_that_the_schema_has_left_behind() -> None:
    """And one is told that would do, even if it ran long before."""
    repository = windows((1, 4, 1), (1, 3, 1), (1, 5, 4))

    assert (
        f"could not roll back 'staging' to '{digest(2)}': the schema at 5 serves code"
        " that knows 4, it knows 3; the newest that would do is sha256:000100010001"
        " (1.1.0): give it as --to"
    ) == refused(repository, back())


def test_what_is_held_would_not_do_either() -> None:
    """Nor would the bad one, nor one that the schema has left behind as well."""
    repository = windows((1, 2, 1), (1, 4, 1), (1, 3, 1), (1, 5, 4))
    repository.do(hold(ORDER, digest(2), PLACES))

    assert (
        f"could not roll back 'staging' to '{digest(3)}': the schema at 5 serves code"
        " that knows 4, it knows 3; no earlier one would do: bump a fixed release"
    ) == refused(repository, back())


def test_a_named_release_is_refused_outside_its_window_as_well() -> None:
    """Somebody has gone back to a copy of an older database, for instance."""
    repository = windows((3, 3, 1), (1, 3, 1), (1, 3, 1))
    statuses = {STAGING: Status(STAGING, None, Schema(2, 1))}

    assert (
        f"could not roll back 'staging' to '{digest(1)}': the schema is at 2 and it"
        " needs 3; the newest that would do is sha256:000200020002 (1.2.0): give it"
        " as --to"
    ) == refused(repository, back("1.1.0", statuses=statuses))


def test_the_first_release_has_none_before_it() -> None:
    """One that was never a release counts as none."""
    repository = after(1)
    expected = (
        "could not roll back 'staging': nothing else ran there before;"
        " bump a fixed release"
    )

    assert expected == refused(repository, back())


def test_a_newer_release_is_not_gone_back_to_unasked() -> None:
    """It was left for a reason."""
    repository = after(1, 2)
    repository.do(back(to="1.1.0"))
    repository.write({PLACES.hold(STAGING, digest(2)): None})

    assert (
        "could not roll back 'staging': nothing else ran there before;"
        " bump a fixed release"
    ) == refused(repository, back(bad=digest(1)))


def test_nothing_comes_back_where_all_is_on_hold() -> None:
    """Who wants one of them releases its hold."""
    repository = after(1, 2, 3)
    for number in (1, 2):
        repository.do(hold(ORDER, digest(number), PLACES))

    assert (
        "could not roll back 'staging': all that ran there before are on hold:"
        " sha256:000200020002 (1.2.0), sha256:000100010001 (1.1.0);"
        " 'release-hold' one, or bump a fixed one"
    ) == refused(repository, back())


def test_a_named_release_that_is_on_hold_is_refused() -> None:
    """Whoever wants it back has to say so first."""
    repository = after(1, 2)
    repository.do(hold(replace(ORDER, environment=DEV), digest(1), PLACES))

    assert (
        f"could not roll back 'staging' to '{digest(1)}': it is on hold in dev (slow);"
        " build another one, or 'release-hold' it in dev"
    ) == refused(repository, back(to=digest(1)))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param(
            digest(7),
            "no such release was there; there was sha256:000200020002 (1.2.0),"
            " sha256:000100010001 (1.1.0)",
            id="another digest",
        ),
        pytest.param(
            digest(1)[7:13],
            "no such release was there; there was sha256:000200020002 (1.2.0),"
            " sha256:000100010001 (1.1.0)",
            id="six digits",
        ),
        pytest.param(
            "1.1",
            "no such release was there; there was sha256:000200020002 (1.2.0),"
            " sha256:000100010001 (1.1.0)",
            id="half a version",
        ),
    ],
)
def test_a_release_that_never_was_there_is_refused(name: str, problem: str) -> None:
    """With those that were."""
    assert f"could not roll back 'staging' to '{name}': {problem}" == refused(
        after(1, 2), back(to=name)
    )


def test_few_of_many_releases_are_named() -> None:
    """The newest."""
    why = refused(after(*range(1, 9)), back(to="1.9.0"))

    assert ["1.8.0", "1.7.0", "1.6.0", "1.5.0", "1.4.0"] == [
        part.split(")")[0] for part in why.split("(")[1:]
    ]


def test_a_name_that_fits_two_releases_is_refused() -> None:
    """Versions are not unique."""
    again = release(2, version="1.1.0")
    repository = Repository().runs(STAGING, release(1), again, release(3))

    assert (
        "could not roll back 'staging' to '1.1.0': it is not clear which is meant;"
        " it may be sha256:000200020002 (1.1.0), sha256:000100010001 (1.1.0)"
    ) == refused(repository, back(to="1.1.0"))


def test_the_bad_one_is_no_goal() -> None:
    """Whether or not it runs."""
    expected = (
        f"could not roll back 'staging' to '{digest(2)}': it is the bad one itself;"
        " name another one"
    )

    assert expected == refused(after(1, 2), back("1.2.0", digest(2)))
    assert expected == refused(after(1, 2, 3), back("1.2.0", digest(2)))


@pytest.mark.parametrize(
    ("component", "problem"),
    [
        pytest.param(
            FRESH,
            "could not roll back 'staging': nothing runs there;"
            " name a release to go to",
            id="fresh",
        ),
        pytest.param(
            "kind: Deployment\n",
            f"could not use image component '{COMPONENT}:1': ",
            id="broken",
        ),
    ],
)
def test_a_component_that_names_no_image_is_refused(
    component: str, problem: str
) -> None:
    """Nobody knows what is bad."""
    repository = after(1, 2)
    repository.write({COMPONENT: component})

    assert refused(repository, back()).startswith(problem)
    assert refused(repository, back(bad=digest(2))).startswith(problem)


def test_a_release_nobody_has_ever_heard_of_cannot_be_gone_to() -> None:
    """A fresh environment has had none."""
    assert (
        "could not roll back 'staging' to '1.1.0': no such release was there;"
        " there was nothing"
    ) == refused(Repository(), back(to="1.1.0"))


def test_a_rollback_says_why_and_from_what() -> None:
    """Before anything is asked of Git."""
    with pytest.raises(Refused) as unexplained:
        rollback(replace(ORDER, reason=""), "", "", NOBODY)
    with pytest.raises(Refused) as unclear:
        rollback(ORDER, "", "v1", NOBODY)

    assert ("could not roll back 'staging': no reason is given; say why") == str(
        unexplained.value
    )
    assert (
        "could not leave image 'v1': it is no digest;"
        " give sha256: and 64 lower-case hex digits"
    ) == str(unclear.value)


def _written(decision: Decision) -> dict[str, str | None]:
    assert isinstance(decision, Write)
    return dict(decision.files)


def _facts(decision: Decision) -> dict[str, str]:
    assert isinstance(decision, Write)
    return dict(decision.facts)
