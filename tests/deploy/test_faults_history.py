"""What happens when there is much history, little of it, or an odd one?"""

import time
from dataclasses import replace

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.core.environments.decision import Nothing, Snapshot
from pipeline.core.project.environment import Environment
from pipeline.writer import branch
from pipeline.writer.attempt import Landed
from pipeline.writer.snapshot import Needs
from tests.deploy import hands
from tests.deploy.writer import ROBOT, Shop, Writer
from tests.pipeline.deploy.shipping import DEV, PLACES, release

INTENT = bump(release(7), DEV, PLACES)
COMMITS = 5000
LARGE = b"0123456789abcdef" * 65536


def look(writer: Writer, *past: Environment) -> Snapshot:
    """Return what a writer sees."""
    needs = Needs(past=past, trees=True)
    with branch.opened(writer.remote, needs, ROBOT, writer.given) as there:
        return there.look()


def lengthen(shop: Shop, commits: int) -> None:
    """Put many commits on the branch, one large file among them."""
    lines = []
    for number in range(commits):
        before = b"from refs/heads/main^0\n" if not number else b""
        lines.append(
            b"commit refs/heads/main\ncommitter Ada <a@b> %d +0000\ndata 1\nx\n%s"
            b"M 644 inline docs/%d\ndata 3\n%03d\n"
            % (hands.SEEDED + number, before, number % 50, number % 1000)
        )
    lines.append(b"M 644 inline docs/large\ndata %d\n%s\n" % (len(LARGE), LARGE))
    shop.hosted.git("fast-import", "--quiet", stdin=b"".join(lines))


def test_a_long_history_is_not_fetched_for_a_bump(shop: Shop) -> None:
    lengthen(shop, COMMITS)
    sizes: list[int] = []
    start = time.monotonic()
    with branch.opened(
        shop.writer.remote, Needs(writes=(DEV,)), ROBOT, shop.writer.given
    ) as there:
        seen = there.look()
        folder = there.clone.git.folder
        sizes += [each.stat().st_size for each in folder.rglob("*") if each.is_file()]
    assert PLACES.component(DEV) in seen.files
    assert sum(sizes) < 100_000
    assert time.monotonic() - start < 10


def test_a_long_history_is_read_without_its_files(shop: Shop) -> None:
    lengthen(shop, COMMITS)
    shop.writer.do(INTENT)
    newest, first = look(shop.writer, DEV).past[DEV]
    assert newest.subject.startswith("deploy(dev): app sha256:0007")
    assert first.subject == "The first files"


def test_a_server_that_has_little_history_itself(shop: Shop) -> None:
    """A mirror that was cloned with --depth: what it has is what there is."""
    shop.writer.do(INTENT)
    hands.commit(shop.hosted, {"README.md": b"more\n"}, "More")
    shallow = shop.server.add(f"{shop.name}-shallow")
    source = f"file://{shop.hosted.path}"
    shallow.git("fetch", "--quiet", "--depth=1", source, "main:refs/heads/main")
    writer = shop.writer.at(url=shop.server.address(f"{shop.name}-shallow"))
    (only,) = look(writer, DEV).past[DEV]
    assert only.subject == "More"
    assert isinstance(writer.do(bump(release(8), DEV, PLACES)), Landed)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"uploadpack.allowFilter": "false"}, id="no filters"),
        pytest.param(
            {
                "protocol.version": "0",
                "uploadpack.allowFilter": "false",
                "uploadpack.allowAnySHA1InWant": "false",
            },
            id="nothing by name",
        ),
    ],
)
def test_a_server_that_can_do_less(shop: Shop, settings: dict[str, str]) -> None:
    for name, value in settings.items():
        shop.hosted.configure(name, value)
    assert isinstance(shop.writer.do(INTENT), Landed)
    assert len(look(shop.writer, DEV).past[DEV]) == 2


def test_a_merge_counts_when_it_came_into_the_branch(shop: Shop) -> None:
    """What a side branch said before is not what the branch said."""
    component = PLACES.component(DEV)
    main = shop.hosted.tip()
    fresh = hands.read(shop.hosted, component)
    hands.commit(shop.hosted, {component: fresh + b"# 1\n"}, "One", "side", main)
    side = hands.commit(shop.hosted, {component: fresh + b"# 2\n"}, "Two", "side")
    other = hands.commit(shop.hosted, {"README.md": b"else\n"}, "Else")
    tree = shop.hosted.git("merge-tree", "--write-tree", other, side)
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@shop.example")
    merge = ("commit-tree", "-p", other, "-p", side, "-m", "Merge", tree)
    shop.hosted.git("update-ref", "refs/heads/main", shop.hosted.git(*identity, *merge))
    past = look(shop.writer, DEV).past[DEV]
    assert [each.subject for each in past] == ["Merge", "The first files"]
    assert past[0].files[component].endswith("# 2\n")


def test_a_job_that_runs_again_after_long_is_overtaken(shop: Shop) -> None:
    shop.writer.do(bump(release(9), DEV, PLACES))
    done = shop.writer.do(INTENT)
    assert done == Nothing("build 7 is overtaken by build 9")


def test_a_folder_that_came_and_went_is_remembered(shop: Shop) -> None:
    shop.writer.do(INTENT)
    removed = {PLACES.component(DEV): None, PLACES.record(DEV): None}
    hands.commit(shop.hosted, removed, "Away with it")
    newest, before, _ = look(shop.writer, DEV).past[DEV]
    assert (newest.subject, newest.files) == ("Away with it", {})
    assert PLACES.record(DEV) in before.files


def test_past_times_are_those_of_the_commits(shop: Shop) -> None:
    shop.writer.do(INTENT)
    newest = look(replace(shop.writer), DEV).past[DEV][0]
    assert (newest.time, newest.author) == (ROBOT.at, ROBOT.name)
