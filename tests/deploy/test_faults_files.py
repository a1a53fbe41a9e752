"""What happens when people have left the files in a state that nobody expects?"""

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.core.errors import PipelineError, Refused
from pipeline.core.release import release_json
from pipeline.writer.attempt import Landed
from tests.deploy import hands
from tests.deploy.hands import File
from tests.deploy.writer import Shop
from tests.pipeline.deploy.shipping import (
    DEV,
    FRESH,
    PLACES,
    PRODUCTION,
    STAGING,
    digest,
    release,
)
from tests.pipeline.writer.asking import asked

INTENT = bump(release(7), DEV, PLACES)
COMPONENT = PLACES.component(DEV)
FOLDER = PLACES.folder(DEV)
HEAD, ENTRY = FRESH.split("images:\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(
            FRESH + "images: []\n", "'images' stands there twice", id="key twice"
        ),
        pytest.param(
            FRESH.replace("digest: ", "digest: &it "), "it uses &it", id="anchor"
        ),
        pytest.param(FRESH + ENTRY, "it lists 2 images", id="two images"),
        pytest.param(
            FRESH + "    newTag: v1\n", "'newTag' stands beside", id="tag beside digest"
        ),
        pytest.param(FRESH + "---\n" + FRESH, "it has 2 documents", id="two documents"),
        pytest.param(FRESH.replace("    ", "\t"), "it is no YAML", id="tabs"),
        pytest.param("", "it has 0 documents", id="empty"),
        pytest.param("<<<<<<< HEAD\n" + FRESH, "it is no YAML", id="conflict marks"),
        pytest.param(
            FRESH.replace("Component", "Kustomization"), "no Component", id="other kind"
        ),
    ],
)
def test_a_component_is_refused(shop: Shop, content: str, message: str) -> None:
    before = hands.commit(shop.hosted, {COMPONENT: content.encode()})
    with pytest.raises(Refused, match=message):
        shop.writer.do(INTENT)
    assert shop.hosted.tip() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FRESH.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(FRESH.rstrip("\n"), id="no line break at the end"),
        pytest.param("\ufeff" + FRESH, id="byte order mark"),
        pytest.param(FRESH.replace("digest: ", "digest:   "), id="aligned"),
    ],
)
def test_every_other_byte_stays(shop: Shop, content: str) -> None:
    hands.commit(shop.hosted, {COMPONENT: content.encode()})
    shop.writer.do(INTENT)
    zeros = f"sha256:{'0' * 64}"
    expected = content.replace(zeros, digest(7)).encode()
    assert hands.read(shop.hosted, COMPONENT) == expected


def test_a_component_that_is_no_utf_8_is_refused(shop: Shop) -> None:
    before = hands.commit(shop.hosted, {COMPONENT: b"# caf\xe9\n" + FRESH.encode()})
    with pytest.raises(Refused, match="could not use image component"):
        shop.writer.do(INTENT)
    assert shop.hosted.tip() == before


def test_a_component_that_is_not_there_is_refused(shop: Shop) -> None:
    hands.commit(shop.hosted, {COMPONENT: None})
    with pytest.raises(Refused, match="write a kustomize Component"):
        shop.writer.do(INTENT)


LINK = File(b"../../staging/image/kustomization.yaml", "120000")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {COMPONENT: LINK}, "is a symbolic link, not a file", id="link to a file"
        ),
        pytest.param(
            {COMPONENT: None, FOLDER: File(b"../staging/image", "120000")},
            "is a symbolic link, not a folder",
            id="link to a folder",
        ),
        pytest.param(
            {COMPONENT: None, FOLDER: File(b"1" * 40, "160000")},
            "is a submodule, not a folder",
            id="submodule",
        ),
        pytest.param(
            {COMPONENT: None, FOLDER: b"text"}, "is a file, not a folder", id="a file"
        ),
    ],
)
def test_nobody_writes_through_it(
    shop: Shop, files: dict[str, bytes | File | None], message: str
) -> None:
    before = hands.commit(shop.hosted, files)
    with pytest.raises(Refused, match=message):
        shop.writer.do(INTENT)
    assert shop.hosted.tip() == before


def test_the_mode_of_a_file_stays(shop: Shop) -> None:
    hands.commit(shop.hosted, {COMPONENT: File(FRESH.encode(), "100755")})
    shop.writer.do(INTENT)
    assert shop.hosted.git("ls-tree", "main", COMPONENT).startswith("100755 ")


def test_what_is_broken_elsewhere_stops_nobody(shop: Shop) -> None:
    """Neither in other environments, nor in files that are not ours."""
    broken: hands.Files = {
        PLACES.component(STAGING): b"\xff\xfe",
        PLACES.record(PRODUCTION): b"{",
        "k8s/overlays/dev/other.yaml": LINK,
        "caf\xe9/odd name": b"odd",
    }
    hands.commit(shop.hosted, broken)
    assert isinstance(shop.writer.do(INTENT), Landed)
    assert hands.read(shop.hosted, PLACES.component(STAGING)) == b"\xff\xfe"


def test_a_record_that_is_broken_is_said(shop: Shop) -> None:
    hands.commit(shop.hosted, {PLACES.record(DEV): b"{"})
    with pytest.raises(Refused, match=f"'{PLACES.record(DEV)}"):
        shop.writer.do(INTENT)


def test_settings_that_cannot_be_read_are_said(shop: Shop) -> None:
    hands.commit(shop.hosted, {"pyproject.toml": b"[tool.pipeline\n"})
    bump_it = asked("bump", environment="dev", release=release_json.text(release(7)))
    with pytest.raises(PipelineError, match="could not read pyproject.toml"):
        shop.writer.do(bump_it)
