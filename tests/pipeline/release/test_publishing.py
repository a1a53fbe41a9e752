"""What is pushed, and which tags may name it?"""

import json

import pytest

from pipeline.core.errors import Refused
from pipeline.core.reference import Image
from pipeline.core.release.publishing import Destination, manifest, plan

NEW, OLD = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
REPOSITORY = "ghcr.io/team/shop"
IMAGE = Image(REPOSITORY, NEW)
DESTINATION = Destination(REPOSITORY, ("1.0",), ("main",))


def index(*manifests: object) -> str:
    """Return the index of an archive."""
    return json.dumps({"manifests": manifests})


def test_an_archive_names_its_image() -> None:
    assert NEW == manifest(index({"digest": NEW}))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no archive"),
        pytest.param("[]", id="another form"),
        pytest.param(index(), id="no image"),
        pytest.param(index({"digest": NEW}, {"digest": OLD}), id="two images"),
        pytest.param(index({"digest": "sha256:x"}), id="no digest"),
        pytest.param(index({"digest": 7}), id="a number"),
    ],
)
def test_a_file_that_is_no_archive_is_not_pushed(text: str) -> None:
    with pytest.raises(Refused, match="could not read the image's archive"):
        manifest(text)


def test_to_an_empty_registry_all_is_pushed() -> None:
    found = plan(IMAGE, DESTINATION, {NEW: None, "1.0": None, "main": None})
    assert (True, ("1.0", "main"), {}) == (found.push, found.tags, found.moved)


def test_what_is_there_is_left_alone() -> None:
    """Neither the image nor a tag is pushed again."""
    found = plan(IMAGE, DESTINATION, {NEW: NEW, "1.0": NEW, "main": NEW})
    assert (False, ()) == (found.push, found.tags)


def test_a_moving_tag_is_moved() -> None:
    """And it is told from where."""
    found = plan(IMAGE, DESTINATION, {NEW: None, "1.0": None, "main": OLD})
    assert {"main": OLD} == found.moved
    assert f"tag main: move it from {OLD}" in found.told(()).splitlines()


def test_a_tag_for_ever_is_never_moved() -> None:
    with pytest.raises(Refused, match="'1.0': it names sha256:b.* give another tag"):
        plan(IMAGE, DESTINATION, {NEW: None, "1.0": OLD, "main": OLD})


def test_a_dry_run_tells_what_would_be_attached() -> None:
    found = plan(IMAGE, Destination(REPOSITORY), {NEW: NEW})
    assert (
        f"{IMAGE}: it is there\n"
        "sign it and attach cyclonedx, slsaprovenance1, where that is missing\n"
        "dry run: nothing was pushed"
    ) == found.told(("cyclonedx", "slsaprovenance1"))


@pytest.mark.parametrize(
    ("repository", "tags", "moving", "said"),
    [
        pytest.param("shop", (), (), "it is no repository", id="no registry"),
        pytest.param(f"{REPOSITORY}:1", (), (), "without a tag", id="tagged"),
        pytest.param(REPOSITORY, ("a/b",), (), "registries take", id="no tag"),
        pytest.param(REPOSITORY, ("a" * 129,), (), "128 of", id="too long"),
        pytest.param(REPOSITORY, ("a",), ("a",), "given twice", id="both kinds"),
        pytest.param(REPOSITORY, ("a", "a"), (), "given twice", id="twice"),
        pytest.param(
            REPOSITORY, (f"sha256-{'a' * 64}.sig",), (), "signatures", id="cosign's"
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    repository: str, tags: tuple[str, ...], moving: tuple[str, ...], said: str
) -> None:
    """Before anything is looked at."""
    with pytest.raises(Refused, match=said):
        Destination(repository, tags, moving)


def test_a_repository_is_written_in_small_letters() -> None:
    """People and organisations may have capitals; registries have none."""
    assert "ghcr.io/acme/app" == Destination("ghcr.io/Acme/App").repository
