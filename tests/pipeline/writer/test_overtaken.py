"""Does an effect that others overtake still do what it was first asked to?"""

import pytest

from pipeline.core.environments.decision import Nothing, Places, Write
from pipeline.core.reference import Image
from tests.pipeline.deploy.shipping import (
    OVERLAY,
    PLACES,
    REPOSITORY,
    STAGING,
    Repository,
    digest,
    release,
    running,
)
from tests.pipeline.writer.asking import asked

SETTINGS = "pyproject.toml"
MOVED = Places("deploy")


def held(repository: Repository, places: Places = PLACES) -> list[int]:
    """Return the builds on hold in staging."""
    holds = {places.hold(STAGING, digest(each)): each for each in range(9)}
    return [build for path, build in holds.items() if path in repository.files]


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("", id="none"),
        pytest.param("paths = ['shop']", id="paths"),
        pytest.param("coverage.threshold = 90", id="threshold"),
        pytest.param("required = ['lint']", id="required gates"),
        pytest.param("ship.approval = []", id="approvals"),
        pytest.param("ship.schema = 'true'", id="schema"),
    ],
)
def test_a_fix_that_comes_first_is_not_taken_for_the_bad_one(settings: str) -> None:
    """Whatever settings came with it."""
    repository = Repository().runs(STAGING, release(1), release(2))
    late = asked("rollback", environment="staging", reason="slow")
    late(repository.snapshot())
    repository.runs(STAGING, release(3))
    repository.write({SETTINGS: f"[tool.pipeline]\n{settings}\n"})
    before = repository.files[PLACES.component(STAGING)]
    repository.do(late)

    assert [2] == held(repository)
    assert before == repository.files[PLACES.component(STAGING)]


def test_a_rollback_that_comes_first_is_not_repeated() -> None:
    """Between the two the settings have changed, and changed back."""
    repository = Repository().runs(STAGING, *map(release, (1, 2, 3)))
    late = asked("rollback", environment="staging", reason="slow")
    late(repository.snapshot())
    repository.do(asked("rollback", environment="staging", reason="slow"))
    for settings in ("[tool.pipeline]\npaths = ['shop']\n", None):
        repository.write({SETTINGS: settings})
        repository.do(late)

    assert [3] == held(repository)
    assert digest(2) in repository.files[PLACES.component(STAGING)]


def test_what_is_put_where_nothing_ran_is_not_taken_for_the_bad_one() -> None:
    """The first look found a component that nobody can read."""
    repository = Repository().runs(STAGING, release(1), release(2))
    repository.write({PLACES.component(STAGING): "images: ["})
    late = asked("rollback", environment="staging", reason="broken", to="1.1.0")
    assert isinstance(late(repository.snapshot()), Write)
    repository.runs(STAGING, release(3))

    assert Nothing(f"staging runs {digest(3)}") == repository.do(late)
    assert [] == held(repository)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("1.1.0", id="version"),
        pytest.param(digest(1)[:-1], id="part of a digest"),
    ],
)
def test_a_name_means_the_release_that_it_meant_at_first(name: str) -> None:
    """By the next look there may be two of that name; the bad one is held anyway."""
    twin = Image(REPOSITORY, f"{digest(1)[:-1]}f")
    repository = Repository().runs(STAGING, release(1), release(2))
    late = asked("rollback", environment="staging", reason="slow", to=name)
    late(repository.snapshot())
    repository.runs(STAGING, release(3, image=twin, version="1.1.0"))
    repository.do(late)

    assert [2] == held(repository)
    assert twin.digest in repository.files[PLACES.component(STAGING)]


def test_environments_that_move_take_the_bad_one_along() -> None:
    """It is held where they are now."""
    repository = Repository().runs(STAGING, release(1), release(2))
    late = asked("rollback", environment="staging", reason="slow")
    late(repository.snapshot())
    moved = {
        path.replace(PLACES.overlays, MOVED.overlays): text
        for path, text in {
            PLACES.overlay(STAGING): OVERLAY,
            **running(STAGING, release(3)),
        }.items()
    }
    settings = f"[tool.pipeline]\nship.overlays = '{MOVED.overlays}'\n"
    repository.write({SETTINGS: settings, **moved})
    repository.do(late)

    assert [2] == held(repository, MOVED)
    assert digest(3) in repository.files[MOVED.component(STAGING)]
