"""What happens when the branch moves, is guarded, or is not there?"""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from local.git_repository import Hosted
from pipeline.core.deploy.bump import bump
from pipeline.core.deploy.place_hold import Order, hold, release_hold
from pipeline.core.environments.decision import Nothing
from pipeline.writer.attempt import Landed
from pipeline.writer.errors import GitFailed
from pipeline.writer.snapshot import Needs
from tests.deploy import hands
from tests.deploy.writer import QUICK, ROBOT, Shop, Writer
from tests.pipeline.deploy.shipping import DEV, PLACES, digest, release
from tests.pipeline.writer.asking import asked

INTENT = bump(release(7), DEV, PLACES)
MOVES = "#!/bin/sh\ngit update-ref refs/heads/main {tip}\n"
AMENDS = """#!/bin/sh
tree=$(git rev-parse 'main^{tree}')
export GIT_AUTHOR_NAME=bot GIT_AUTHOR_EMAIL=b@b GIT_COMMITTER_NAME=bot
export GIT_COMMITTER_EMAIL=b@b
git update-ref refs/heads/main $(git commit-tree -p main~1 -m Amended $tree)
"""
COMPONENT = PLACES.component(DEV)


def before_push(shop: Shop, act: Callable[[], object], times: int = 1) -> Writer:
    """Return a writer before whose first pushes something happens."""
    left = iter(range(times))

    def step(name: str) -> None:
        if name == "git push" and next(left, None) is not None:
            act()

    return replace(shop.writer, step=step)


def test_somebody_else_pushes_first(shop: Shop) -> None:
    """The next try begins with what they wrote."""
    line = b"# by hand\n"
    writer = before_push(shop, lambda: hands.append(shop.hosted, COMPONENT, line))
    assert writer.do(INTENT) == Landed(shop.hosted.tip(), 2)
    component = hands.read(shop.hosted, COMPONENT)
    assert line in component and digest(7).encode() in component


def test_others_are_always_faster(shop: Shop) -> None:
    note = ("README.md", b"again\n")
    writer = before_push(shop, lambda: hands.append(shop.hosted, *note), times=9)
    with pytest.raises(GitFailed, match="gave up after 3 tries: .* others were first"):
        writer.do(INTENT)
    assert digest(7).encode() not in hands.read(shop.hosted, COMPONENT)


def test_a_newer_build_comes_first(shop: Shop) -> None:
    newer = bump(release(8), DEV, PLACES)
    done = before_push(shop, lambda: shop.writer.do(newer)).do(INTENT)
    assert done == Nothing("build 7 is overtaken by build 8")


def test_a_fix_comes_first_with_other_settings(shop: Shop) -> None:
    """A rollback keeps out what it was first asked to leave, and not the fix."""
    for build in (6, 7):
        shop.writer.do(bump(release(build), DEV, PLACES))

    def act() -> None:
        settings = {"pyproject.toml": b"[tool.pipeline.coverage]\nthreshold = 90\n"}
        hands.commit(shop.hosted, settings, "Settings")
        shop.writer.do(bump(release(8), DEV, PLACES))

    looking_back = Needs(writes=(DEV,), past=(DEV,))
    writer = replace(before_push(shop, act), needs=looking_back)
    intent = asked("rollback", environment="dev", reason="slow")
    assert writer.do(intent) == Landed(shop.hosted.tip(), 2)
    assert digest(8).encode() in hands.read(shop.hosted, COMPONENT)
    assert hands.read(shop.hosted, PLACES.hold(DEV, digest(7)))
    assert hands.subjects(shop.hosted)[0].startswith("hold(dev): app ")


def test_the_same_build_comes_first(shop: Shop) -> None:
    """Two runs of one job: one lands, the other has nothing to do."""
    later = replace(ROBOT, at=ROBOT.at + timedelta(seconds=1))
    other = replace(shop.writer, author=later)
    done = before_push(shop, lambda: other.do(INTENT)).do(INTENT)
    assert isinstance(done, Nothing)
    assert len(hands.subjects(shop.hosted)) == 2


def test_the_same_commit_comes_first(shop: Shop) -> None:
    """In the same second two runs of one job make one and the same commit."""
    done = before_push(shop, lambda: shop.writer.do(INTENT)).do(INTENT)
    assert done == Landed(shop.hosted.tip(), 1)
    assert len(hands.subjects(shop.hosted)) == 2


def test_the_base_is_force_pushed(shop: Shop) -> None:
    """What was there is gone; the bump goes on top of what is there now."""

    def rewrite() -> None:
        hands.commit(shop.hosted, hands.seed(), "Anew", onto="", branch="anew")
        anew = shop.hosted.tip("anew")
        shop.hosted.git("update-ref", "refs/heads/main", anew)

    assert before_push(shop, rewrite).do(INTENT) == Landed(shop.hosted.tip(), 2)
    assert hands.subjects(shop.hosted)[1:] == ["Anew"]


def test_the_base_goes_back(shop: Shop) -> None:
    """A lease would be won against the older commit without a look."""
    hands.commit(shop.hosted, {"README.md": b"second\n"}, "Second")

    def back() -> None:
        shop.hosted.git("update-ref", "refs/heads/main", "main~1")

    assert before_push(shop, back).do(INTENT) == Landed(shop.hosted.tip(), 2)
    assert "Second" not in hands.subjects(shop.hosted)


def test_the_branch_is_deleted(shop: Shop) -> None:
    def delete() -> None:
        shop.hosted.git("update-ref", "-d", "refs/heads/main")

    with pytest.raises(GitFailed, match="the branch does not exist there"):
        before_push(shop, delete).do(INTENT)


def test_the_branch_is_not_there(shop: Shop) -> None:
    with pytest.raises(GitFailed, match="name a branch that does, or push its first"):
        shop.writer.at(branch="prod").do(INTENT)


def test_the_repository_is_empty(shop: Shop) -> None:
    shop.server.add(f"{shop.name}-empty")
    with pytest.raises(GitFailed, match="the branch does not exist there"):
        shop.writer.at(url=shop.server.address(f"{shop.name}-empty")).do(INTENT)


def test_a_tag_of_the_same_name_is_not_taken_for_it(shop: Shop) -> None:
    old = shop.hosted.tip()
    shop.hosted.git("update-ref", "refs/tags/main", old)
    assert shop.writer.do(INTENT) == Landed(shop.hosted.tip(), 1)
    assert shop.hosted.git("rev-parse", "refs/tags/main") == old


def test_the_branch_is_protected(shop: Shop) -> None:
    shop.hosted.protect("main", "GH006: Protected branch update failed")
    with pytest.raises(GitFailed) as failed:
        shop.writer.do(INTENT)
    assert str(failed.value) == (
        f"could not push to branch 'main' of '{shop.url}': the server's rules forbid it"
        " (pre-receive hook declined; GH006: Protected branch update failed);"
        " let this author push there, or use another branch"
    )


def test_somebody_has_it_checked_out(shop: Shop) -> None:
    shop.hosted.configure("core.bare", "false")
    shop.hosted.configure("receive.denyCurrentBranch", "refuse")
    with pytest.raises(GitFailed, match="branch is currently checked out"):
        shop.writer.do(INTENT)


def test_the_ref_is_locked_for_a_moment(shop: Shop) -> None:
    lock = shop.hosted.path / "refs" / "heads" / "main.lock"
    lock.touch()
    patience = replace(QUICK, sleep=lambda _: lock.unlink(missing_ok=True))
    done = replace(shop.writer, patience=patience).do(INTENT)
    assert done == Landed(shop.hosted.tip(), 2)


def test_the_ref_stays_locked(shop: Shop) -> None:
    lock = shop.hosted.path / "refs" / "heads" / "main.lock"
    lock.touch()
    with pytest.raises(GitFailed, match="gave up after 3 tries"):
        shop.writer.do(INTENT)


def test_the_server_rewrites_what_it_takes(shop: Shop) -> None:
    """A bot that amends each commit: what runs is what was asked for."""
    shop.hosted.hook("post-receive", AMENDS)
    assert shop.writer.do(INTENT) == Nothing(f"dev runs {digest(7)} already")
    assert hands.subjects(shop.hosted) == ["Amended", "The first files"]


def test_the_server_takes_it_and_throws_it_away(shop: Shop) -> None:
    """It has landed when the branch has it."""
    hands.commit(shop.hosted, hands.seed(), "By a bot", onto="", branch="bot")
    shop.hosted.hook("post-receive", MOVES.format(tip=shop.hosted.tip("bot")))
    with pytest.raises(GitFailed, match="took it, and its branch does not have it"):
        shop.writer.do(INTENT)
    shop.hosted.unhook("post-receive")
    assert isinstance(shop.writer.do(INTENT), Landed)
    assert hands.subjects(shop.hosted)[1:] == ["By a bot"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("lossless", id="a cause in it"),
        pytest.param("fix-redirect", id="another cause in it"),
        pytest.param("größe/it's #1 (100%)&$x", id="odd signs"),
    ],
)
def test_a_branch_of_any_name(shop: Shop, name: str) -> None:
    """It is written; and where it is not there, that is what is said."""
    writer = shop.writer.at(branch=name.replace(" ", "_"))
    with pytest.raises(GitFailed, match="the branch does not exist there"):
        writer.do(INTENT)
    hands.commit(shop.hosted, hands.seed(), branch=name.replace(" ", "_"))
    assert isinstance(writer.do(INTENT), Landed)


def test_a_repository_with_longer_names_of_objects(shop: Shop) -> None:
    path = shop.hosted.path.with_name(f"{shop.name}-sha256.git")
    words = ("init", "--quiet", "--bare", "--object-format=sha256")
    subprocess.run(["git", *words, "--initial-branch=main", path], check=True)
    hosted = Hosted(path)
    hands.commit(hosted, hands.seed(), "The first files")
    writer = shop.writer.at(url=shop.server.address(f"{shop.name}-sha256"))
    done = writer.do(INTENT)
    assert isinstance(done, Landed) and len(done.commit) == 64
    order = Order(DEV, "a report", ROBOT.name, ROBOT.at)
    writer.do(hold(order, digest(7), PLACES))
    assert isinstance(writer.do(release_hold(order, digest(7), PLACES)), Landed)
    assert hosted.git("fsck", "--full", "--strict", "--no-dangling") == ""


def test_the_server_takes_no_more_than_so_much(shop: Shop) -> None:
    shop.hosted.configure("receive.maxInputSize", "100")
    with pytest.raises(GitFailed, match="the server could not store it"):
        shop.writer.do(INTENT)
