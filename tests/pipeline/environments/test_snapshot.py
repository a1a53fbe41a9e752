"""What is known of an environment as a commit left it, however that was?"""

from pipeline.core.environments.hold import Hold, text
from pipeline.core.environments.snapshot import earlier
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    PRODUCTION,
    Repository,
    digest,
    release,
    running,
)

HOLD = text(Hold(digest(2), "slow", "Ada", NOON))


def test_each_commit_tells_image_release_and_holds() -> None:
    """Newest first, as Git tells it."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.write({PLACES.hold(DEV, digest(2)): HOLD})
    seen = list(earlier(repository.snapshot(), PLACES, DEV))

    assert [2, 2, 1] == [each.build for each in seen]
    assert [digest(2), digest(2), digest(1)] == [each.digest for each in seen]
    assert [{digest(2)}, set(), set()] == [each.held for each in seen]
    assert [release(2), release(2), release(1)] == [each.release for each in seen]
    assert repository.past[DEV] == [each.past for each in seen]


def test_an_environment_that_nobody_asked_for_has_no_past() -> None:
    """Git is only read for those that an effect needs."""
    snapshot = Repository().runs(DEV, release(1)).snapshot()

    assert [] == list(earlier(snapshot, PLACES, PRODUCTION))


def test_what_cannot_be_read_was_not_there() -> None:
    """A mistake of last year must not stop a rollback of today."""
    repository = Repository().runs(DEV, release(1))
    record = PLACES.record(DEV)
    component = PLACES.component(DEV)
    repository.write({record: "{"})
    repository.write({record: None})
    repository.write({record: running(DEV, release(2))[record]})
    repository.write({component: "images: ["})
    repository.write({component: None})
    repository.write(Repository().files)
    seen = list(earlier(repository.snapshot(), PLACES, DEV))[:-1]

    first, one = "", digest(1)
    assert [first, first, first, one, one, one] == [each.digest for each in seen]
    assert [None] * 6 == [each.build for each in seen]
