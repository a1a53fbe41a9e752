"""Where is an image held, and by which file?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.environments.decision import Snapshot
from pipeline.core.environments.hold import (
    Hold,
    complaint,
    holds_in,
    holds_on,
    read,
    text,
)
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    PRODUCTION,
    STAGING,
    digest,
)

BAD = Hold(digest(7), "it loses orders", "Ada", NOON)
ONE_LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")))


def held(environment: Environment, *holds: Hold) -> dict[str, str]:
    """Return the markers of an environment."""
    return {PLACES.hold(environment, each.digest): text(each) for each in holds}


@given(ONE_LINE.filter(bool), ONE_LINE.filter(bool))
def test_a_marker_is_read_as_it_was_written(reason: str, by: str) -> None:
    """Whoever said it in whatever language."""
    hold = Hold(digest(7), reason[:500], by[:200], NOON)

    assert hold == read(text(hold), PLACES.hold(DEV, hold.digest))


def test_a_marker_reads_well() -> None:
    """People look at it before they release the hold."""
    assert f"""\
{{
  "at": "2026-03-01T12:00:00Z",
  "by": "Ada",
  "digest": "{digest(7)}",
  "reason": "it loses orders"
}}
""" == text(BAD)


@pytest.mark.parametrize(
    ("marker", "cause"),
    [
        pytest.param(
            "{}", "it lacks 'digest'; add it", id="an object that says nothing"
        ),
        pytest.param(
            text(BAD).replace("Ada", ""),
            "'by' is \"\"; it has to be one line of 1 to 200 printable characters",
            id="nobody",
        ),
        pytest.param(
            text(BAD).replace("it loses orders", "a" * 501),
            f"'reason' is \"{'a' * 99}; "
            "it has to be one line of 1 to 500 printable characters",
            id="a reason that is too long",
        ),
        pytest.param(
            text(BAD).replace("sha256:", ""),
            f"'digest' is \"{digest(7)[7:]}\"; "
            "it has to be sha256: and 64 lower-case hex digits",
            id="no digest",
        ),
        pytest.param(
            text(BAD).replace(digest(7), digest(8)),
            f"its name is not that of {digest(8)}; name it after the image",
            id="another image than its name says",
        ),
        pytest.param(
            text(BAD).replace("2026-03-01T12:00:00Z", "today"),
            "'at' is \"today\"; it has to be a time in UTC, like 2026-01-31T09:30:00Z",
            id="no time",
        ),
        pytest.param(
            text(BAD).replace('"by"', '"until": 1, "by"'),
            "it has unknown key 'until'; remove it",
            id="a key that nobody knows",
        ),
    ],
)
def test_a_marker_that_cannot_be_read_holds_all_the_same(
    marker: str, cause: str
) -> None:
    """Its name says which image; a typing mistake must not let it through."""
    path = PLACES.hold(STAGING, BAD.digest)
    message = f"could not read '{path}': {cause}"

    with pytest.raises(Refused) as refused:
        read(marker, path)
    assert message == str(refused.value)
    unread = Hold(BAD.digest, message, by="", at=None)
    assert [unread] == list(holds_in({path: marker}, PLACES, STAGING))


@pytest.mark.parametrize(
    "hold",
    [
        pytest.param(Hold("sha256:7", "why", "Ada", NOON), id="no digest"),
        pytest.param(Hold(digest(7), "", "Ada", NOON), id="no reason"),
        pytest.param(Hold(digest(7), "a\nb", "Ada", NOON), id="a reason of two lines"),
        pytest.param(Hold(digest(7), "why", "", NOON), id="nobody"),
        pytest.param(Hold(digest(7), "why", "Ada", None), id="no time"),
    ],
)
def test_what_could_not_be_read_is_not_written(hold: Hold) -> None:
    """Where a marker is made nobody has to be content with less."""
    with pytest.raises(Refused, match="^could not read 'holds/sha256-[0-9a]+.json': "):
        text(hold)


def test_a_hold_blocks_where_it_is_and_later() -> None:
    """What staging has found out does not concern dev."""
    snapshot = Snapshot("", held(STAGING, BAD))

    assert () == holds_on(snapshot, PLACES, DEV)
    assert (BAD,) == holds_on(snapshot, PLACES, STAGING)
    assert (BAD,) == holds_on(snapshot, PLACES, PRODUCTION)
    assert None is complaint(snapshot, PLACES, DEV, BAD.digest)
    assert None is complaint(snapshot, PLACES, PRODUCTION, digest(8))
    assert (
        "it is on hold in staging (it loses orders);"
        " build another one, or 'release-hold' it in staging"
    ) == complaint(snapshot, PLACES, PRODUCTION, BAD.digest)


def test_the_first_environment_that_holds_an_image_is_named() -> None:
    """Holds are listed in the order of environments, then of digests."""
    other = Hold(digest(3), "it is slow", "Grace", NOON)
    files = held(STAGING, BAD) | held(PRODUCTION, BAD) | held(DEV, BAD, other)
    snapshot = Snapshot("", files)

    assert (other, BAD, BAD, BAD) == holds_on(snapshot, PLACES, PRODUCTION)
    assert [other, BAD] == list(holds_in(files, PLACES, DEV))
    first = complaint(snapshot, PLACES, PRODUCTION, BAD.digest)
    assert first is not None and first.startswith("it is on hold in dev (")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("k8s/overlays/dev/image/holds/README.md", id="no marker"),
        pytest.param(
            f"k8s/overlays/dev/image/holds/old/sha256-{'0' * 64}.json",
            id="a folder in the folder",
        ),
        pytest.param(f"sha256-{'0' * 64}.json", id="elsewhere"),
        pytest.param(
            f"k8s/overlays/dev/image/holds/sha256-{'0' * 63}.json", id="a short name"
        ),
    ],
)
def test_other_files_hold_nothing(path: str) -> None:
    """Only the name of a digest in the folder of holds does."""
    assert [] == list(holds_in({path: text(BAD)}, PLACES, DEV))


def test_a_marker_may_say_what_it_was_built_of() -> None:
    """Older ones do not."""
    known = Hold(digest(2), "slow", "Ada", NOON, "c" * 40, 2)
    where = PLACES.hold(DEV, digest(2))

    assert known == read(text(known), where)
    assert "commit" not in text(replace(known, commit="", build=None))
