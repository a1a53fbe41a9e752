"""What happens when the branch has content that is meant to break its readers?"""

import time

import pytest

from pipeline.core.release import release_json
from tests.deploy import hands
from tests.deploy.command import ask, said
from tests.deploy.hands import File
from tests.deploy.writer import Shop
from tests.pipeline.deploy.shipping import (
    DEV,
    PLACES,
    PRODUCTION,
    STAGING,
    digest,
    release,
)

DEEP = b"[" * 200_000
LARGE = b"x" * 2_000_000
BUMP = {"environment": "dev", "release": release_json.text(release(7))}
DEV_ONLY = {"environment": "dev"}
BACK = {"environment": "dev", "reason": "it answers 500"}
HOLD = {"environment": "dev", "digest": digest(7), "reason": "it leaks"}
MISSPELT = b"[tool.pipeline.coverage]\ntreshold = 80\n"
MARKED = b"<<<<<<< HEAD\n[tool.pipeline]\n=======\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(MISSPELT, id="key misspelt"),
        pytest.param(b"\xef\xbb\xbf" + MISSPELT, id="byte order mark"),
        pytest.param(MARKED, id="conflict marks"),
        pytest.param(b"x = " + DEEP, id="deep settings"),
        pytest.param(LARGE, id="large settings"),
    ],
)
def test_an_incident_does_not_wait_for_the_settings(
    shop: Shop, settings: bytes
) -> None:
    """Whatever restores a release only needs to know where it is, and warns."""
    for build in (7, 8):
        said(ask(shop, "bump", {**BUMP, "release": release_json.text(release(build))}))
    hands.commit(shop.hosted, {"pyproject.toml": settings})
    assert "bump" in said(ask(shop, "history", DEV_ONLY))
    answer = said(ask(shop, "rollback", BACK))
    assert answer.startswith("warning: could not ")
    assert "rollback dev: landed" in answer.splitlines()[-1]
    assert "hold dev: landed" in said(ask(shop, "hold", HOLD))
    assert "it leaks" in said(ask(shop, "holds", DEV_ONLY))
    assert "release-hold dev: landed" in said(ask(shop, "release-hold", HOLD))
    refused = ask(shop, "bump", BUMP)
    assert refused.returncode == 2 and "pyproject.toml" in refused.stderr


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a/dev/image/release.json": DEEP}, id="deep, elsewhere"),
        pytest.param({PLACES.record(PRODUCTION): DEEP}, id="deep record"),
        pytest.param({PLACES.record(STAGING): LARGE}, id="large record"),
        pytest.param({PLACES.component(STAGING): DEEP}, id="deep component"),
        pytest.param(
            {PLACES.hold(STAGING, digest(3)): DEEP}, id="deep marker elsewhere"
        ),
        pytest.param({PLACES.hold(DEV, digest(3)): LARGE}, id="large marker"),
    ],
)
def test_hostile_content_stops_nobody_else(
    shop: Shop, files: dict[str, bytes | File | None]
) -> None:
    """And it never is a traceback."""
    hands.commit(shop.hosted, files)
    assert "landed" in said(ask(shop, "bump", BUMP))
    for effect in ("holds", "history", "dora"):
        for environment in ("dev", "staging", "production"):
            said(ask(shop, effect, {"environment": environment}))
    done = ask(shop, "promote", {"source": "dev", "target": "staging"})
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_pictures_in_a_folder_that_looks_alike_are_not_fetched(shop: Shop) -> None:
    pictures = {f"assets/production/image/{n}.png": LARGE * 10 for n in range(3)}
    hands.commit(shop.hosted, pictures)
    start = time.monotonic()
    said(ask(shop, "bump", BUMP))
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("date", [b"999999999999", b"99999999999999999999999"])
def test_a_date_beyond_all_calendars_is_the_last_one(shop: Shop, date: bytes) -> None:
    said(ask(shop, "bump", BUMP))
    changed = hands.commit(shop.hosted, {PLACES.record(DEV): b"{}"})
    text = shop.hosted.git("cat-file", "commit", changed, strip=False).encode()
    odd = text.replace(b"%d +0000" % hands.SEEDED, date + b" +0000")
    made = shop.hosted.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=odd)
    shop.hosted.git("update-ref", "refs/heads/main", made)
    assert "by hand" in said(ask(shop, "history", DEV_ONLY))
    assert said(ask(shop, "dora", DEV_ONLY))


def test_a_link_in_place_of_a_marker_holds_all_the_same(shop: Shop) -> None:
    """What it leads to is not read, and whoever put it there meant something."""
    marker = PLACES.hold(DEV, digest(7))
    hands.commit(shop.hosted, {marker: File(b"/etc/passwd", "120000")})
    assert digest(7) in said(ask(shop, "holds", {"environment": "production"}))
    refused = ask(shop, "bump", BUMP)
    assert refused.returncode == 2 and "is a symbolic link" in refused.stderr
