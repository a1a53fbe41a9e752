"""Does an effect land only where an overlay takes in what it writes?"""

import pytest

from pipeline.core.deploy.written import checked
from pipeline.core.environments.decision import Nothing, Write
from pipeline.core.errors import Refused
from pipeline.core.release import release_json
from tests.pipeline.deploy.shipping import (
    DEV,
    PLACES,
    Repository,
    digest,
    release,
    running,
)
from tests.pipeline.writer.asking import asked

OVERLAY = PLACES.overlay(DEV)
BUMP = {"environment": "dev", "release": release_json.text(release(3))}


@pytest.mark.parametrize(
    "overlay",
    [
        "components:\n  - ../../components/redis\n  - image\n",
        "components:\r\n- ./image/ # the last one\r\n",
        'components: ["../redis", "image"]\n',
        "components: [image]\n",
    ],
)
def test_it_is_written_where_it_is_taken_in(overlay: str) -> None:
    """However people list it."""
    repository = Repository().runs(DEV, release(1))
    repository.write({OVERLAY: overlay})

    assert isinstance(repository.do(asked("bump", **BUMP)), Write)


@pytest.mark.parametrize(
    ("overlay", "problem"),
    [
        pytest.param(None, "there is no", id="no overlay"),
        pytest.param("resources: [../../base]\n", "does not take it in", id="none"),
        pytest.param("components:\n  # - image\n", "does not take it in", id="remark"),
        pytest.param("components: [] # [image]\n", "does not take it in", id="end"),
        pytest.param("components: [images]\n", "does not take it in", id="longer"),
        pytest.param("components:\n  - ../image\n", "does not take it", id="elsewhere"),
    ],
)
@pytest.mark.parametrize("effect", ["bump", "rollback"])
def test_it_is_refused_where_nothing_would_run_it(
    overlay: str | None, problem: str, effect: str
) -> None:
    """It would land, and everybody would take that for a deployment."""
    repository = Repository().runs(DEV, release(1), release(2))
    repository.write({OVERLAY: overlay})
    given = BUMP if effect == "bump" else {"environment": "dev", "reason": "slow"}
    with pytest.raises(Refused, match=f"could not write .*{problem}"):
        repository.do(asked(effect, **given))


def test_a_hold_needs_no_overlay() -> None:
    """It keeps things out."""
    repository = Repository()
    repository.write({OVERLAY: None})
    held = asked("hold", environment="dev", digest=digest(1), reason="slow")

    assert isinstance(repository.do(held), Write)


def test_another_digest_than_was_decided_is_refused() -> None:
    """Whatever made it so."""
    repository = Repository()
    path = PLACES.component(DEV)
    text = running(DEV, release(1))[path]
    write = Write({path: text}, "deploy", {"Deploy-Digest": digest(2)})
    with pytest.raises(
        Refused, match=f"it would name {digest(1)}, and not {digest(2)}"
    ):
        checked(write, repository.snapshot(), PLACES, DEV)
    nothing = Nothing("it is there")
    assert nothing == checked(nothing, repository.snapshot(), PLACES, DEV)
