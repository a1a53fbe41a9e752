"""What does python -m pipeline.writer take, and what does it say?"""

from collections.abc import Mapping

import pytest

from pipeline.core.release import release_json
from tests.deploy import hands
from tests.deploy.command import ask, said
from tests.deploy.writer import Shop
from tests.pipeline.deploy.shipping import DEV, PLACES, digest, release

BUMP = {"environment": "dev", "release": release_json.text(release(7))}


def test_a_bump_says_which_commit_landed(shop: Shop) -> None:
    answer = said(ask(shop, "bump", BUMP))
    assert answer == f"bump dev: landed {shop.hosted.tip()} (tries: 1)\n"


def test_nothing_to_do_is_a_success(shop: Shop) -> None:
    ask(shop, "bump", BUMP)
    answer = said(ask(shop, "bump", BUMP))
    assert answer.startswith("bump dev: nothing to do: ")


def test_a_dry_run_prints_the_exact_diff_and_pushes_nothing(shop: Shop) -> None:
    before = shop.hosted.tip()
    answer = said(ask(shop, "bump", BUMP, dry_run=True))
    assert shop.hosted.tip() == before
    assert answer.endswith("\nbump dev: dry run: nothing was pushed\n")
    ask(shop, "bump", BUMP)
    diff = shop.hosted.git("diff", "--full-index", before, "main")
    assert f"\n{diff}\n" in answer


@pytest.mark.parametrize(
    ("effect", "arguments", "message"),
    [
        pytest.param(
            *("bump", {**BUMP, "environment": "prod"}),
            "could not find environment 'prod': there is none",
            id="unknown environment",
        ),
        pytest.param(
            *("bump", {"environment": "dev"}),
            "could not use the request: bump's release is missing; give a release",
            id="missing argument",
        ),
        pytest.param(
            *("deploy", {}),
            "could not use the request: there is no effect 'deploy'; take one of",
            id="unknown effect",
        ),
    ],
)
def test_what_is_refused_ends_with_2(
    shop: Shop, effect: str, arguments: Mapping[str, object], message: str
) -> None:
    done = ask(shop, effect, arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_what_git_could_not_do_ends_with_4(shop: Shop) -> None:
    shop.hosted.protect("main")
    done = ask(shop, "bump", BUMP)
    assert (done.returncode, done.stdout) == (4, "")
    assert "the server's rules forbid it" in done.stderr


def test_a_rollback_restores_what_was_there_to_the_byte(shop: Shop) -> None:
    ask(shop, "bump", BUMP)
    path = PLACES.component(DEV)
    before = hands.read(shop.hosted, path)
    ask(shop, "bump", {**BUMP, "release": release_json.text(release(8))})
    back = {"environment": "dev", "reason": "it answers 500"}
    assert said(ask(shop, "rollback", back)).startswith("rollback dev: landed ")
    assert hands.read(shop.hosted, path) == before
    assert digest(8) in said(ask(shop, "holds", {"environment": "dev"}))
    assert said(ask(shop, "rollback", back)).startswith("rollback dev: nothing to do")


def test_a_hold_keeps_a_digest_out_until_it_is_released(shop: Shop) -> None:
    held = {"environment": "dev", "digest": digest(7), "reason": "it leaks"}
    assert said(ask(shop, "hold", held)).startswith("hold dev: landed ")
    refused = ask(shop, "bump", BUMP)
    assert (2, True) == (refused.returncode, "it leaks" in refused.stderr)
    assert said(ask(shop, "release-hold", held)).startswith("release-hold dev: landed")
    assert said(ask(shop, "bump", BUMP)).startswith("bump dev: landed ")


def test_history_and_figures_come_from_git_alone(shop: Shop) -> None:
    ask(shop, "bump", BUMP)
    history = said(ask(shop, "history", {"environment": "dev"}))
    assert "bump" in history and "The first files" not in history.splitlines()[0]
    assert said(ask(shop, "dora", {"environment": "dev", "days": 30}))


def test_what_cannot_be_printed_stops_no_history(shop: Shop) -> None:
    author = {"name": "Ren\xe9", "email": "rene@shop.example"}
    hold = {"environment": "dev", "digest": digest(7), "reason": "it leaks"}
    latin = b"notes \xe9"
    hands.commit(shop.hosted, {PLACES.folder(DEV) + "/notes": latin}, latin)
    said(ask(shop, "hold", hold, author=author))
    assert "Ren\xe9" in said(ask(shop, "history", {"environment": "dev"}))
