"""Does a bump get into the branch, and nothing but the bump?"""

import fcntl
import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.core.deploy.bump import bump
from pipeline.core.environments.decision import Nothing
from pipeline.core.project.environment import Environment
from pipeline.core.reference import NO_DIGEST
from pipeline.core.release import release_json
from pipeline.writer.attempt import Landed
from pipeline.writer.git.folder import LOCK
from tests.deploy import hands
from tests.deploy.writer import ROBOT, Shop
from tests.pipeline.deploy.shipping import DEV, FRESH, PLACES, digest, release

COMPONENT = PLACES.component(DEV)


def test_the_component_and_the_record_are_what_the_release_says(shop: Shop) -> None:
    landed = shop.writer.do(bump(release(7), DEV, PLACES))
    assert landed == Landed(shop.hosted.tip(), 1)
    expected = FRESH.replace(NO_DIGEST, digest(7)).encode()
    assert hands.read(shop.hosted, COMPONENT) == expected
    record = hands.read(shop.hosted, PLACES.record(DEV)).decode()
    assert record == release_json.text(release(7))


def test_no_other_file_is_touched(shop: Shop) -> None:
    before = shop.hosted.tip()
    shop.writer.do(bump(release(7), DEV, PLACES))
    changed = shop.hosted.git("diff", "--name-only", before, "main").splitlines()
    assert changed == [COMPONENT, PLACES.record(DEV)]
    assert hands.read(shop.hosted, "k8s/base/kustomization.yaml") == hands.BASE


def test_the_commit_tells_what_was_done_by_whom_and_when(shop: Shop) -> None:
    shop.writer.do(bump(release(7), DEV, PLACES))
    said = shop.hosted.git(
        "log", "-1", "--format=%an <%ae>|%cn <%ce>|%aI|%s|%b", "main"
    )
    who, committer, when, subject, body = said.split("|")
    assert who == committer == "Pipeline <pipeline@shop.example>"
    assert datetime.fromisoformat(when) == ROBOT.at
    assert subject == f"deploy(dev): app {digest(7)[:19]}..."
    facts = body.splitlines()
    assert facts == sorted(facts)
    assert f"Deploy-Digest: {digest(7)}" in facts


def test_the_same_bump_again_is_nothing_to_do(shop: Shop) -> None:
    shop.writer.do(bump(release(7), DEV, PLACES))
    before = shop.hosted.tip()
    assert isinstance(shop.writer.do(bump(release(7), DEV, PLACES)), Nothing)
    assert shop.hosted.tip() == before


def test_what_people_wrote_in_the_component_stays(shop: Shop) -> None:
    theirs = b"# Ask Ada first. \r\n" + FRESH.replace("\n", "\r\n").encode()
    hands.commit(shop.hosted, {COMPONENT: theirs})
    shop.writer.do(bump(release(7), DEV, PLACES))
    expected = theirs.replace(NO_DIGEST.encode(), digest(7).encode())
    assert hands.read(shop.hosted, COMPONENT) == expected


def test_another_branch_stays_as_it_is(shop: Shop) -> None:
    hands.commit(shop.hosted, hands.seed(), branch="release")
    before = shop.hosted.tip("main")
    landed = shop.writer.at(branch="release").do(bump(release(7), DEV, PLACES))
    assert landed == Landed(shop.hosted.tip("release"), 1)
    assert shop.hosted.tip("main") == before


def test_the_repository_is_whole_afterwards(shop: Shop) -> None:
    for build in range(1, 4):
        for environment in Environment:
            shop.writer.do(bump(release(build), environment, PLACES))
    assert shop.hosted.git("fsck", "--full", "--strict", "--no-dangling") == ""
    assert len(hands.subjects(shop.hosted)) == 10


def test_the_settings_of_the_newest_commit_say_where(shop: Shop) -> None:
    """What was moved by hand is found where it is now."""
    settings = b'[tool.pipeline.ship]\noverlays = "deploy/envs"\n'
    moved = PLACES.component(DEV).replace("k8s/overlays", "deploy/envs")
    hands.commit(
        shop.hosted, {"pyproject.toml": settings, moved: FRESH.encode()}, "Move"
    )
    places = replace(PLACES, overlays="deploy/envs")
    shop.writer.do(bump(release(7), DEV, places))
    assert digest(7).encode() in hands.read(shop.hosted, moved)


def test_nothing_is_left_in_the_temporary_folder(shop: Shop, tmp_path: Path) -> None:
    most: list[int] = []

    def step(name: str) -> None:
        most.append(len(list(tmp_path.iterdir())))

    given = {**shop.writer.given, "TMPDIR": str(tmp_path)}
    writer = replace(shop.writer, given=given, step=step)
    writer.do(bump(release(7), DEV, PLACES))
    assert max(most) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_killed_runs_left_is_removed(shop: Shop, tmp_path: Path) -> None:
    """Not what is in use, quite new, or not ours."""
    names = ("writer-left", "writer-new", "writer-used", "others")
    left, new, used, others = (tmp_path / each for each in names)
    for each in (left, new, used, others):
        each.mkdir()
        (each / LOCK).touch()
        os.utime(each, (0, 0)) if each is not new else None
    with (used / LOCK).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        given = {**shop.writer.given, "TMPDIR": str(tmp_path)}
        replace(shop.writer, given=given).do(bump(release(7), DEV, PLACES))
    assert {*tmp_path.iterdir()} == {new, used, others}


def test_a_commit_is_signed_where_a_key_is_given(shop: Shop, tmp_path: Path) -> None:
    key = tmp_path / "key"
    make = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key))
    subprocess.run(make, check=True)
    allowed = tmp_path / "allowed"
    public = key.with_suffix(".pub").read_text()
    allowed.write_text(f"pipeline@shop.example {public}")
    shop.writer.at(signing_key=str(key)).do(bump(release(7), DEV, PLACES))
    settings = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={allowed}")
    # It fails, and so does this, when the signature is not good.
    shop.hosted.git(*settings, "verify-commit", "main")


def test_a_clock_that_is_behind_changes_the_time_only(shop: Shop) -> None:
    """The order is that of the commits, and never that of their times."""
    shop.writer.do(bump(release(7), DEV, PLACES))
    slow = replace(ROBOT, at=datetime(2001, 1, 1, tzinfo=UTC) + timedelta(hours=1))
    writer = replace(shop.writer, author=slow)
    writer.do(bump(release(8), DEV, PLACES))
    assert isinstance(writer.do(bump(release(7), DEV, PLACES)), Nothing)
    assert digest(8).encode() in hands.read(shop.hosted, COMPONENT)
