"""Does a new release get into an environment, and an old one never?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.core.deploy.bump import bump, check_entry
from pipeline.core.environments import hold
from pipeline.core.environments.decision import Nothing, Places, Write
from pipeline.core.environments.hold import Hold
from pipeline.core.environments.policy import Rules
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import Image
from pipeline.core.release import release_json
from pipeline.core.release.release import Evidence, Release, ScanSummary
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    NOON,
    PLACES,
    PRODUCTION,
    REPOSITORY,
    STAGING,
    Repository,
    digest,
    release,
    running,
)

GREEN = release(5)
RED = release(5, evidence=(Evidence("lint", "", "failed", required=True),))
UNSCANNED = release(5, scan=ScanSummary({}, None))
RESCAN = ScanSummary({}, NOON + timedelta(days=40))
BEGINNING = f"could not deploy '{digest(5)}' to 'dev': "


def refusal(repository: Repository) -> str:
    """Return why build 5 may not go there, without the beginning."""
    before = dict(repository.files)
    with pytest.raises(Refused) as refused:
        repository.do(bump(release(5), DEV, PLACES))
    assert before == repository.files
    assert str(refused.value).startswith(BEGINNING)
    return str(refused.value).removeprefix(BEGINNING)


def test_the_component_and_the_record_are_written_in_one_commit() -> None:
    """Its facts tell where the image comes from."""
    decision = Repository().do(bump(release(5), DEV, PLACES))

    assert (
        Write(
            {
                PLACES.component(DEV): FRESH.replace("0" * 64, digest(5)[7:]),
                PLACES.record(DEV): release_json.text(release(5)),
            },
            "deploy(dev): app sha256:000500050005...",
            {
                "Deploy-Kind": "bump",
                "Deploy-Environment": "dev",
                "Deploy-Digest": digest(5),
                "Deploy-Commit": f"{5:040x}",
                "Deploy-Build": "5",
                "Deploy-Version": "1.5.0",
            },
        )
        == decision
    )


def test_a_newer_build_replaces_an_older_one() -> None:
    """Wherever the overlays lie, in whatever environment."""
    places = Places("deploy")
    repository = Repository()
    repository.write({places.component(STAGING): FRESH})
    for build in (4, 5):
        assert isinstance(repository.do(bump(release(build), STAGING, places)), Write)

    assert release_json.text(release(5)) == repository.files[places.record(STAGING)]


def test_the_same_again_is_nothing_to_do() -> None:
    """A step that was killed may be repeated; the image may have been built again."""
    repository = Repository().runs(DEV, release(5))
    again = release(6, image=release(5).image)

    there = Nothing(f"dev runs {digest(5)} already")
    assert there == repository.do(bump(release(5), DEV, PLACES))
    assert there == repository.do(bump(again, DEV, PLACES))


def test_an_older_build_is_overtaken() -> None:
    """Two builds may end in the wrong order."""
    repository = Repository().runs(DEV, release(6))

    assert Nothing("build 5 is overtaken by build 6") == repository.do(
        bump(release(5), DEV, PLACES)
    )


def test_after_a_rollback_any_newer_build_will_do() -> None:
    """But for the one that is on hold."""
    bad = Hold(digest(6), "it loses orders", "Ada", NOON)
    repository = Repository().runs(DEV, release(4), release(6), release(4))
    repository.write({PLACES.hold(DEV, bad.digest): hold.text(bad)})

    with pytest.raises(Refused, match=r"on hold in dev \(it loses orders\)"):
        repository.do(bump(release(6), DEV, PLACES))
    assert isinstance(repository.do(bump(release(5), DEV, PLACES)), Write)


def test_a_hold_is_a_refusal_even_where_the_build_is_overtaken() -> None:
    """Whoever asks for a held image should know."""
    held = Hold(digest(5), "it loses orders", "Ada", NOON)
    repository = Repository().runs(DEV, release(6))
    repository.write({PLACES.hold(DEV, held.digest): hold.text(held)})

    assert (
        "it is on hold in dev (it loses orders);"
        " build another one, or 'release-hold' it in dev"
    ) == refusal(repository)


def test_a_hold_of_a_later_environment_does_not_count() -> None:
    """It may be a matter of production's data."""
    held = Hold(digest(5), "it loses orders", "Ada", NOON)
    repository = Repository()
    repository.write({PLACES.hold(STAGING, held.digest): hold.text(held)})

    assert isinstance(repository.do(bump(release(5), DEV, PLACES)), Write)


def test_two_images_of_one_build_are_refused() -> None:
    """Which of them is newer nobody could say."""
    other = release(5, image=Image(REPOSITORY, digest(99)))

    assert (
        f"{digest(99)} in dev is build 5, too;" " numbers have to grow: build it again"
    ) == refusal(Repository().runs(DEV, other))


def test_where_there_is_no_component_none_is_made_up() -> None:
    """What else belongs there only people know."""
    repository = Repository()
    repository.write({PLACES.component(DEV): None})

    assert (
        "there is no 'k8s/overlays/dev/image/kustomization.yaml'; write a kustomize"
        " Component: write one entry with name, newName and digest: sha256:..."
    ) == refusal(repository)


def test_an_image_that_was_put_there_by_hand_is_replaced_by_a_newer_build() -> None:
    """The record that was left says which build has been there."""
    repository = Repository().runs(DEV, release(4))
    by_hand = running(DEV, release(99))
    repository.write({PLACES.component(DEV): by_hand[PLACES.component(DEV)]})

    older = repository.do(bump(release(3), DEV, PLACES))
    assert Nothing("build 3 is overtaken by build 4") == older
    assert isinstance(repository.do(bump(release(4), DEV, PLACES)), Write)


def test_an_image_without_its_record_gets_one() -> None:
    """Without a record it could not be promoted."""
    repository = Repository().runs(DEV, release(5))
    repository.write({PLACES.record(DEV): None})
    repository.do(bump(release(5), DEV, PLACES))

    assert release_json.text(release(5)) == repository.files[PLACES.record(DEV)]


def test_an_image_that_has_moved_to_another_registry_is_written() -> None:
    """Its digest is the same, its place is not; and the settings know it."""
    moved = release(5, image=Image("localhost:5000/app", digest(5)))
    repository = Repository().runs(DEV, release(5))
    rules = Rules((), (), images=("localhost:5000",))

    assert isinstance(repository.do(bump(moved, DEV, PLACES, rules)), Write)


def test_an_image_of_another_repository_is_refused() -> None:
    """Where something runs, and the settings name nothing, it has to be of the same."""
    other = release(5, image=Image("localhost:5000/app", digest(5)))
    repository = Repository().runs(DEV, release(4))
    with pytest.raises(Refused) as refused:
        repository.do(bump(other, DEV, PLACES))

    assert str(refused.value) == (
        f"{BEGINNING}it is of 'localhost:5000/app', and images come from {REPOSITORY};"
        " name its repository in ship.images if it is yours"
    )


@pytest.mark.parametrize(
    ("environment", "before"),
    [(STAGING, "dev"), (PRODUCTION, "staging")],
    ids=["staging", "production"],
)
def test_only_the_first_environment_takes_a_bump(
    environment: Environment, before: str
) -> None:
    """The others are promoted to."""
    check_entry(DEV)
    with pytest.raises(Refused) as refused:
        check_entry(environment)

    assert str(refused.value) == (
        f"could not bump '{environment.value}': it is fed by {before}, and a bump would"
        " pass by every rule; bump the first one, and promote it"
    )


def test_a_broken_component_is_refused_with_its_line() -> None:
    """Nothing is written into what cannot be read."""
    repository = Repository()
    repository.write({PLACES.component(DEV): FRESH + "    newTag: x\n"})

    with pytest.raises(Refused, match="kustomization.yaml:8': 'newTag' stands"):
        repository.do(bump(release(5), DEV, PLACES))


def test_a_bad_commit_that_is_built_anew_stays_out() -> None:
    """Other bytes of the same source are no fixed release."""
    repository = Repository().runs(DEV, release(3))
    bad = Hold(digest(4), "slow", "Ada", NOON, release(5).commit, 4)
    repository.write({PLACES.hold(DEV, digest(4)): hold.text(bad)})

    assert refusal(repository) == (
        f"its commit {release(5).commit} is on hold in dev (slow); build a commit that"
        f" fixes it, or 'release-hold' {digest(4)} in dev"
    )


def test_an_older_build_does_not_follow_one_that_is_on_hold() -> None:
    """A job that somebody starts again after a rollback from build 6 to build 3."""
    repository = Repository().runs(DEV, release(3))
    bad = Hold(digest(6), "slow", "Ada", NOON, release(6).commit, 6)
    repository.write({PLACES.hold(DEV, digest(6)): hold.text(bad)})
    made = repository.do(bump(release(5), DEV, PLACES))

    why = "build 5 is overtaken by build 6, which is on hold; build a newer one"
    assert Nothing(why) == made
    assert isinstance(repository.do(bump(release(7), DEV, PLACES)), Write)


def test_another_image_of_the_build_that_is_on_hold_is_no_older_one() -> None:
    """It is looked at by its own digest and commit."""
    repository = Repository().runs(DEV, release(3))
    bad = Hold(digest(6), "slow", "Ada", NOON, release(6).commit, 6)
    repository.write({PLACES.hold(DEV, digest(6)): hold.text(bad)})
    again = release(6, image=Image(REPOSITORY, digest(7)), commit=f"{7:040x}")

    assert isinstance(repository.do(bump(again, DEV, PLACES)), Write)


def test_numbers_that_begin_anew_are_told() -> None:
    """A newer commit with a lower number is not overtaken: nobody would notice."""
    old = release(900, committed=NOON)
    repository = Repository().runs(DEV, old)

    assert refusal(repository) == (
        f"it is build 5 and {digest(900)} in dev is build 900, though its commit is the"
        " newer one: the numbers have begun anew; raise ship.series and build it again"
    )


def test_an_older_build_of_a_commit_of_the_same_time_is_overtaken() -> None:
    """Two builds of one commit, of which the first ends last."""
    new = release(9, committed=release(5).committed)
    repository = Repository().runs(DEV, new)
    made = repository.do(bump(release(5), DEV, PLACES))

    assert Nothing("build 5 is overtaken by build 9") == made


@pytest.mark.parametrize(
    ("old", "new", "replaced"),
    [
        pytest.param(GREEN, {"build": 6}, False, id="green, and nothing new"),
        pytest.param(RED, {"build": 6}, True, id="red"),
        pytest.param(RED, {"build": 4}, False, id="red, and an older build"),
        pytest.param(RED, {"built": NOON}, False, id="red, and recorded before"),
        pytest.param(RED, {"built": RED.built}, False, id="red, and the same record"),
        pytest.param(GREEN, {"scan": RESCAN}, True, id="scanned again"),
        pytest.param(UNSCANNED, {"scan": RESCAN}, True, id="scanned at last"),
    ],
)
def test_a_better_record_of_the_same_digest_replaces_one(
    old: Release, new: dict[str, object], replaced: bool
) -> None:
    """Else what was red once would be red for ever."""
    repository = Repository().runs(DEV, old)
    later = {"built": old.built + timedelta(hours=1), **new}
    record = replace(release(5), **later)  # type: ignore[arg-type]  # its fields
    made = repository.do(bump(record, DEV, PLACES))

    assert replaced is isinstance(made, Write)
