"""Is an image kept out, and let in again, by one commit each?"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from pipeline.core.deploy.place_hold import Order, hold, release_hold
from pipeline.core.environments.decision import Intent, Nothing, Places, Write
from pipeline.core.environments.hold import Hold, holds_on, text
from pipeline.core.errors import Refused
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    PRODUCTION,
    STAGING,
    Repository,
    digest,
)

ORDER = Order(STAGING, "slow\n at night", "Ada", NOON)
ONE = digest(1)
MARKER = PLACES.hold(STAGING, ONE)
HOLD = Hold(ONE, "slow at night", "Ada", NOON)


def test_a_hold_is_one_file() -> None:
    """Its reason is one line, however it was given."""
    expected = Write(
        {MARKER: text(HOLD)},
        "hold(staging): app sha256:000100010001...",
        {
            "Deploy-Digest": ONE,
            "Deploy-Environment": "staging",
            "Deploy-Kind": "hold",
            "Deploy-Reason": "slow at night",
        },
    )
    repository = Repository()

    assert expected == repository.do(hold(ORDER, ONE, PLACES))
    assert (HOLD,) == holds_on(repository.snapshot(), PLACES, PRODUCTION)
    assert () == holds_on(repository.snapshot(), PLACES, DEV)


@pytest.fixture(name="tokyo")
def _tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("tokyo")
def test_a_hold_s_time_is_of_utc() -> None:
    """Wherever its author is, and the machine."""
    east = timezone(timedelta(hours=5, minutes=30))
    order = replace(ORDER, at=NOON.astimezone(east))

    assert isinstance(made := Repository().do(hold(order, ONE, PLACES)), Write)
    assert text(HOLD) == made.files[MARKER]


def test_a_digest_is_held_once() -> None:
    """Who was first gave the reason; one that cannot be read holds, too."""
    repository = Repository()
    repository.do(hold(ORDER, ONE, PLACES))
    again = replace(ORDER, reason="other", by="Eve")
    expected = Nothing(f"{ONE} is on hold in staging already")

    assert expected == repository.do(hold(again, ONE, PLACES))
    repository.write({MARKER: "{"})
    assert expected == repository.do(hold(again, ONE, PLACES))


def test_a_hold_is_released_by_removing_the_file() -> None:
    """With the reason in the commit, as no file is left."""
    expected = Write(
        {MARKER: None},
        "release-hold(staging): app sha256:000100010001...",
        {
            "Deploy-Digest": ONE,
            "Deploy-Environment": "staging",
            "Deploy-Kind": "release-hold",
            "Deploy-Reason": "slow at night",
        },
    )
    repository = Repository()
    repository.do(hold(ORDER, ONE, PLACES))

    assert expected == repository.do(release_hold(ORDER, ONE, PLACES))
    assert () == holds_on(repository.snapshot(), PLACES, PRODUCTION)


def test_what_is_not_held_need_not_be_released() -> None:
    """So a command that is repeated succeeds."""
    expected = Nothing(f"{ONE} is not on hold in staging itself")

    assert expected == Repository().do(release_hold(ORDER, ONE, PLACES))


def test_a_hold_of_an_environment_before_is_released_there() -> None:
    """Here is nothing to do, and yet the digest stays out."""
    repository = Repository()
    repository.do(hold(ORDER, ONE, PLACES))
    order = replace(ORDER, environment=PRODUCTION)

    assert repository.do(release_hold(order, ONE, PLACES)) == Nothing(
        f"{ONE} is not on hold in production itself, but it is on hold in staging"
        " (slow at night); build another one, or 'release-hold' it in staging"
    )


@pytest.mark.parametrize(
    ("effect", "verb", "verb_of_image"),
    [
        pytest.param(hold, "hold an image in", "hold", id="hold"),
        pytest.param(
            release_hold, "release a hold in", "release the hold on", id="release-hold"
        ),
    ],
)
def test_an_order_is_refused_that_says_too_little(
    effect: Callable[[Order, str, Places], Intent], verb: str, verb_of_image: str
) -> None:
    """Before anything is asked of Git."""
    with pytest.raises(Refused) as unexplained:
        effect(replace(ORDER, reason=" \n"), ONE, PLACES)
    with pytest.raises(Refused) as unclear:
        effect(ORDER, "v1", PLACES)

    assert (f"could not {verb} 'staging': no reason is given; say why") == str(
        unexplained.value
    )
    assert (
        f"could not {verb_of_image} image 'v1': it is no digest;"
        " give sha256: and 64 lower-case hex digits"
    ) == str(unclear.value)
