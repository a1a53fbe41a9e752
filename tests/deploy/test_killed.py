"""Is the end right when the writer is killed, at whichever step it is?"""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.core.deploy.place_hold import Order, hold, release_hold
from pipeline.core.deploy.rollback import rollback
from pipeline.core.environments.decision import Intent, Nothing
from pipeline.writer.attempt import Landed
from pipeline.writer.snapshot import Needs
from tests.deploy import hands
from tests.deploy.writer import AT, ROBOT, Shop, Writer
from tests.pipeline.deploy.shipping import DEV, PLACES, digest, release

ORDER = Order(DEV, "it answers 500", ROBOT.name, AT)
BACK = Needs(writes=(DEV,), past=(DEV,))
KILL = "#!/bin/sh\nkill -9 $(cat {file})\n{then}\n"


@dataclass(frozen=True, slots=True)
class Act:
    """An effect, and what has to be in the repository first."""

    before: tuple[Intent, ...]
    intent: Callable[[], Intent]


ACTS = {
    "bump": Act((), lambda: bump(release(1), DEV, PLACES)),
    "rollback": Act(
        (bump(release(1), DEV, PLACES), bump(release(2), DEV, PLACES)),
        lambda: rollback(ORDER, "", "", {}).within(PLACES),
    ),
    "release-hold": Act(
        (hold(ORDER, digest(1), PLACES),),
        lambda: release_hold(ORDER, digest(1), PLACES),
    ),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A repository where an effect is to be carried out."""

    shop: Shop
    act: Act

    @property
    def writer(self) -> Writer:
        """Return who carries it out."""
        return replace(self.shop.writer, needs=BACK)

    def prepare(self) -> str:
        """Do what has to be there first, and return the newest commit."""
        for intent in self.act.before:
            self.writer.do(intent)
        return self.shop.hosted.tip()

    def tree(self) -> str:
        """Return all that the branch holds, as one name."""
        return self.shop.hosted.git("rev-parse", "main^{tree}")

    def run(self) -> Landed | Nothing:
        """Carry it out, as a job that is started anew."""
        return self.writer.do(self.act.intent())

    def die(self, step: Callable[[str], None]) -> None:
        """Carry it out in a process of its own, which is killed."""
        child = os.fork()
        if child == 0:
            try:
                replace(self.writer, step=step).do(self.act.intent())
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@pytest.fixture(name="case", params=ACTS)
def _case(request: pytest.FixtureRequest, shop: Shop) -> Case:
    return Case(shop, ACTS[request.param])


def steps(case: Case) -> list[str]:
    """List the steps that the effect takes when nobody kills it."""
    taken: list[str] = []
    replace(case.writer, step=taken.append).do(case.act.intent())
    return taken


def killing(at: int) -> Callable[[str], None]:
    """Return a hook that kills the process at a step, counted from 0."""
    left: Iterator[int] = iter(range(at))

    def step(name: str) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def test_it_ends_right_wherever_it_was_killed(case: Case) -> None:
    """Before, the branch is as it was; after the push, as it should be."""
    tip = case.prepare()
    before = case.tree()
    taken = steps(case)
    wanted = case.tree()
    assert {"git fetch", "git write-tree", "git commit-tree", "git push"} <= {*taken}
    for number, name in enumerate(taken):
        case.shop.hosted.git("update-ref", "refs/heads/main", tip)
        case.die(killing(number))
        left = case.tree()
        pushed = number > taken.index("git push")
        assert left == (wanted if pushed else before), f"killed at {number}: {name}"
        done = case.run()
        assert isinstance(done, Nothing if pushed else Landed), name
        assert case.tree() == wanted, name
        between = case.shop.hosted.git("rev-list", f"{tip}..main").splitlines()
        assert len(between) == 1, name


def record(file: Path) -> None:
    """Leave this process's id for whoever is to kill it."""
    file.write_text(str(os.getpid()))


@pytest.mark.parametrize("then", ["exit 0", "exit 1"])
@pytest.mark.parametrize("hook", ["pre-receive", "update", "post-receive"])
def test_it_ends_right_when_killed_while_the_server_takes_it(
    shop: Shop, tmp_path: Path, hook: str, then: str
) -> None:
    case = Case(shop, ACTS["rollback"])
    tip = case.prepare()
    file = tmp_path / "pid"
    shop.hosted.hook(hook, KILL.format(file=file, then=then))
    case.die(lambda step: record(file))
    shop.hosted.unhook(hook)
    case.run()
    between = shop.hosted.git("log", "--format=%s", f"{tip}..main").splitlines()
    assert between == [f"rollback(dev): app {digest(1)[:19]}..."]
    assert digest(1).encode() in hands.read(shop.hosted, PLACES.component(DEV))
    assert shop.hosted.git("ls-tree", "main", PLACES.hold(DEV, digest(2)))
