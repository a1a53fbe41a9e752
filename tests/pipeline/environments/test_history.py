"""Does Git alone tell what became of an environment?"""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from pipeline.core.environments.history import Change, Entry, history, text
from pipeline.core.environments.hold import Hold
from pipeline.core.environments.hold import text as marker
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    STAGING,
    Repository,
    digest,
    release,
    running,
)

HOLD = {
    PLACES.hold(each, digest(2)): marker(Hold(digest(2), "slow", "Ada", NOON))
    for each in (DEV, STAGING)
}
DEV_HOLD = PLACES.hold(DEV, digest(2))


def told(repository: Repository) -> list[Change]:
    """Return what became of dev, oldest first."""
    entries = history(repository.snapshot(), PLACES, DEV)
    return [entry.change for entry in reversed(entries)]


def test_an_entry_says_what_is_there_and_what_was() -> None:
    """With the commit that changed it, and whose it is."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.write({**running(DEV, release(1)), **HOLD})
    expected = Entry(
        commit=f"{3:040x}",
        time=NOON + timedelta(hours=3),
        author="Ada",
        change=Change.ROLLBACK,
        digest=digest(1),
        before=digest(2),
        held=frozenset({digest(2)}),
        released=frozenset(),
        release=release(1),
        reason="slow",
    )

    assert expected == history(repository.snapshot(), PLACES, DEV)[0]


def test_the_first_release_was_preceded_by_nothing() -> None:
    """The fresh component's digest is no image."""
    repository = Repository().runs(STAGING, release(1))
    (entry,) = history(repository.snapshot(), PLACES, STAGING)

    assert ("", digest(1)) == (entry.before, entry.digest)
    assert Change.PROMOTE is entry.change


def test_another_image_has_been_bumped_or_promoted() -> None:
    """Nothing feeds the first environment but builds."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.runs(STAGING, release(1), release(2))
    entries = history(repository.snapshot(), PLACES, STAGING)

    assert [Change.BUMP, Change.BUMP] == told(repository)
    assert [Change.PROMOTE, Change.PROMOTE] == [entry.change for entry in entries]


def test_an_older_build_is_a_rollback_whoever_wrote_it() -> None:
    """One who reverts a commit goes back, too."""
    repository = Repository().runs(DEV, release(1), release(2), release(1))

    assert [Change.BUMP, Change.BUMP, Change.ROLLBACK] == told(repository)


def test_leaving_a_digest_and_holding_it_is_a_rollback() -> None:
    """Even where what was left had no record."""
    repository = Repository().runs(DEV, release(1))
    image = release(2).image
    component = running(DEV, release(2))[PLACES.component(DEV)]
    repository.write({PLACES.component(DEV): component})
    repository.write({**running(DEV, release(1)), **HOLD})

    assert image.digest == history(repository.snapshot(), PLACES, DEV)[0].before
    assert [Change.BUMP, Change.BY_HAND, Change.ROLLBACK] == told(repository)


def test_a_newer_build_after_a_hold_is_no_rollback() -> None:
    """The service was fixed by going on."""
    repository = Repository().runs(DEV, release(2))
    repository.write(HOLD)
    repository.runs(DEV, release(3))

    assert [Change.BUMP, Change.HOLD, Change.BUMP] == told(repository)


def test_holds_come_and_go() -> None:
    """With nothing else changed."""
    repository = Repository().runs(DEV, release(1))
    repository.write(HOLD)
    repository.write({DEV_HOLD: None})
    entries = history(repository.snapshot(), PLACES, DEV)

    assert [Change.BUMP, Change.HOLD, Change.RELEASE_HOLD] == told(repository)
    assert [{digest(2)}, set(), set()] == [entry.released for entry in entries]
    assert [set(), {digest(2)}, set()] == [entry.held for entry in entries]


@pytest.mark.parametrize(
    "component",
    [
        pytest.param("# new\n", id="a comment"),
        pytest.param(None, id="no component any more"),
    ],
)
def test_anything_else_was_done_by_hand(component: str | None) -> None:
    """No effect does that."""
    repository = Repository().runs(DEV, release(1))
    path = PLACES.component(DEV)
    before = repository.files[path]
    repository.write({path: component and component + before})

    assert [Change.BUMP, Change.BY_HAND] == told(repository)


def test_a_history_is_a_table() -> None:
    """Times are of UTC, wherever somebody committed; names move no cursor."""
    repository = Repository().runs(DEV, release(1), release(3))
    repository.write({DEV_HOLD: HOLD[DEV_HOLD]}, author="E\x1b[2Jve")
    repository.write({PLACES.component(DEV): None})
    first, second, *others = history(repository.snapshot(), PLACES, DEV)
    east = timezone(timedelta(hours=5))
    moved = replace(second, time=second.time.astimezone(east))
    space = " " * 17
    release_3 = "sha256:000300030003...  1.3.0 (build 3)"
    release_1 = "sha256:000100010001...  1.1.0 (build 1)"

    assert (
        f"2026-03-01 16:00  by hand  nothing{space}no release       0000000  Ada\n"
        "2026-03-01 15:00  hold     sha256:000200020002..."
        f"{space}  0000000  E [2Jve: slow\n"
        f"2026-03-01 14:00  bump     {release_3}  0000000  Ada\n"
        f"2026-03-01 13:00  bump     {release_1}  0000000  Ada\n"
    ) == text((first, moved, *others))


def test_what_has_no_history_has_no_table() -> None:
    """A fresh environment."""
    assert "" == text(history(Repository().snapshot(), PLACES, DEV))


def test_what_is_held_and_left_by_a_build_that_nobody_knows_is_a_rollback() -> None:
    """Somebody put it there by hand although it was on hold."""
    repository = Repository().runs(DEV, release(1))
    repository.write(HOLD)
    component = running(DEV, release(2))[PLACES.component(DEV)]
    repository.write({PLACES.component(DEV): component})
    repository.runs(DEV, release(1))

    assert [Change.BUMP, Change.HOLD, Change.BY_HAND, Change.ROLLBACK] == told(
        repository
    )


def test_a_broken_component_that_is_restored_with_a_hold_was_rolled_back() -> None:
    """And without one it may have been anything."""
    repository = Repository().runs(DEV, release(1))
    repository.write({PLACES.component(DEV): "kind: ["})
    repository.write({**running(DEV, release(1)), **HOLD})
    repository.write({PLACES.component(DEV): "kind: ["})
    repository.write(running(DEV, release(1)))

    assert [
        *(Change.BUMP, Change.BY_HAND, Change.ROLLBACK),
        *(Change.BY_HAND, Change.BUMP),
    ] == told(repository)


BUMPED = {"Deploy-Kind": "bump", "Deploy-Digest": digest(3)}
HELD = {"Deploy-Kind": "hold", "Deploy-Digest": digest(2), "Deploy-Reason": "slow"}
BACK = {
    "Deploy-Kind": "rollback",
    "Deploy-Digest": digest(3),
    "Approved-By": "Ada, Ben",
}


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        pytest.param((), Change.BUMP, id="nothing said"),
        pytest.param((BUMPED, HELD), Change.BUMP, id="a bump and a hold"),
        pytest.param((BACK,), Change.ROLLBACK, id="a rollback"),
        pytest.param(
            ({**BACK, "Deploy-Digest": digest(1)}, BUMPED),
            Change.BUMP,
            id="a rollback, and a bump over it",
        ),
    ],
)
def test_a_commit_may_be_several_effects(
    facts: tuple[dict[str, str], ...], change: Change
) -> None:
    """Somebody has squashed them: what it says counts where it fits what it did."""
    repository = Repository().runs(DEV, release(2))
    repository.write({**running(DEV, release(3)), DEV_HOLD: HOLD[DEV_HOLD]})
    newest, first = repository.past[DEV]
    repository.past[DEV] = [replace(newest, facts=facts), first]

    assert [Change.BUMP, change] == told(repository)


def test_an_entry_tells_why_and_who_approved() -> None:
    """As the commit's message has it."""
    repository = Repository().runs(DEV, release(2), release(3))
    newest, first = repository.past[DEV]
    facts = ({**BACK, "Deploy-Reason": "slow"}, {"Deploy-Reason": "late"})
    repository.past[DEV] = [replace(newest, facts=facts), first]
    entry, _ = history(repository.snapshot(), PLACES, DEV)

    assert ("slow; late", "Ada, Ben") == (entry.reason, entry.approved_by)
    assert ": slow; late (approved by Ada, Ben)" in text([entry])
