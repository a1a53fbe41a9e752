"""Does the loop end, and only when it may?"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from pipeline.core.environments.decision import Decision, Nothing, Snapshot, Write
from pipeline.writer.attempt import Landed
from pipeline.writer.errors import Forbidden, GitBusy, GitFailed, Rejected, Unknown
from pipeline.writer.landing import Patience, land

LOST = Unknown("could not push: the connection was lost; run it again later")
FIRST = Rejected("could not push: others were first; run it again")
AWAY = GitBusy("could not fetch: the remote cannot be reached; run it again later")
RULES = Forbidden("could not push: the server's rules forbid it")
CLOSED = GitFailed("could not fetch: the token has expired; give another")
DONE = Nothing("the file is there")


@dataclass
class Script:
    """A branch where each look and each push goes as it is written here."""

    looks: Iterator[Exception | str]
    pushes: Iterator[Exception | str]
    landed: list[str] = field(default_factory=list)
    made: int = 0
    tip: str = "tip"

    def look(self) -> Snapshot:
        """Fail, or see a tip; what others pushed by then may be in it."""
        self.newest()
        tip = f"{self.tip}{len(self.landed)}"
        return Snapshot(tip, {"file": "".join(self.landed[-1:])})

    def newest(self) -> str:
        """Fail, or say which the tip is."""
        self._next(self.looks)
        return f"{self.tip}{len(self.landed)}"

    def has(self, commit: str) -> bool:
        """Say whether a commit has landed."""
        return commit in self.landed

    def commit(self, write: Write, snapshot: Snapshot) -> str:
        """Make another commit."""
        self.made += 1
        return f"commit{self.made}"

    def push(self, commit: str, tip: str) -> None:
        """Land it unless it fails.

        "lost" lands and loses the answer, "forgotten" answers and does not land, and
        "moved" is turned away since others were first.
        """
        outcome = self._next(self.pushes)
        self.tip = "moved" if outcome == "moved" else self.tip
        if outcome == "moved":
            raise RULES
        if outcome != "forgotten":
            self.landed.append(commit)
        if outcome == "lost":
            raise LOST

    def _next(self, script: Iterator[Exception | str]) -> str:
        outcome = next(script, "")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def intent(snapshot: Snapshot) -> Decision:
    """Write something else each time."""
    return Write({"file": f"after {snapshot.tip}"}, "subject", {})


@pytest.fixture(name="slept")
def _slept() -> list[float]:
    return []


@pytest.fixture(name="patience")
def _patience(slept: list[float]) -> Patience:
    return Patience(4, 8, 1.0, 5.0, 30.0, lambda: 0.5, slept.append)


def script(*looks: Exception | str, pushes: tuple[Exception | str, ...] = ()) -> Script:
    """Write a script."""
    return Script(iter(looks), iter(pushes))


def test_at_best_one_try_is_enough(patience: Patience, slept: list[float]) -> None:
    assert land(script(), intent, patience) == Landed("commit1", 1)
    assert slept == []


@pytest.mark.parametrize(
    ("branch", "landed"),
    [
        pytest.param(script(pushes=(FIRST,)), Landed("commit2", 2), id="rejected"),
        pytest.param(script(AWAY), Landed("commit1", 2), id="away for a moment"),
        pytest.param(script(pushes=("lost",)), Landed("commit1", 2), id="answer lost"),
        pytest.param(script(pushes=(LOST,)), Landed("commit2", 2), id="push lost"),
        pytest.param(
            script("", AWAY, AWAY, pushes=("lost",)),
            Landed("commit1", 4),
            id="answer lost, then away",
        ),
        pytest.param(
            script(pushes=(LOST, "lost")), Landed("commit2", 3), id="lost twice"
        ),
    ],
)
def test_it_lands_once(branch: Script, landed: Landed, patience: Patience) -> None:
    assert land(branch, intent, patience) == landed
    assert branch.landed == [landed.commit]


def test_what_was_rejected_may_have_landed(patience: Patience) -> None:
    """A proxy that sends a push again gets a rejection for the second one."""
    branch = script(pushes=(FIRST,))
    branch.landed.append("commit1")
    assert land(branch, intent, patience) == Landed("commit1", 2)


def test_what_the_server_took_is_looked_for(patience: Patience) -> None:
    """It has landed when the branch has it, and not when the server says so."""
    branch = script(pushes=("forgotten",))
    assert land(branch, intent, patience) == Landed("commit2", 2)


def test_a_server_that_never_keeps_what_it_takes_is_named(patience: Patience) -> None:
    with pytest.raises(GitFailed) as gave_up:
        land(script(pushes=("forgotten",) * 4), intent, patience)
    assert "the server took it, and its branch does not have it" in str(gave_up.value)


def test_unknown_words_of_a_server_may_mean_that_others_were_first(
    patience: Patience,
) -> None:
    """The branch tells: it has moved since."""
    branch = script(pushes=("moved",))
    assert land(branch, intent, patience) == Landed("commit2", 2)


def test_a_rule_is_a_rule_while_nobody_else_pushes(
    patience: Patience, slept: list[float]
) -> None:
    with pytest.raises(GitFailed) as failed:
        land(script(pushes=(RULES,)), intent, patience)
    assert (str(failed.value), slept) == (str(RULES), [])


def test_what_failed_in_any_words_may_have_landed(patience: Patience) -> None:
    """Nobody is told that it did not who could have looked."""
    branch = script(pushes=(CLOSED,))
    branch.landed.append("commit1")
    assert land(branch, intent, patience) == Landed("commit1", 1)


def test_it_gives_up_after_so_many_tries(
    patience: Patience, slept: list[float]
) -> None:
    with pytest.raises(GitFailed) as gave_up:
        land(script(pushes=(FIRST,) * 4), intent, patience)
    assert str(gave_up.value) == f"gave up after 4 tries: {FIRST}"
    assert slept == [1.0, 2.0, 2.5]


def test_of_troubles_a_few_are_enough(patience: Patience, slept: list[float]) -> None:
    """That others are faster may go on; a remote that is away may stay away."""
    short = replace(patience, tries=40, troubles=2)
    with pytest.raises(GitFailed) as gave_up:
        land(script("", "", "", AWAY, AWAY, pushes=(FIRST,) * 9), intent, short)
    assert str(gave_up.value) == f"gave up after 5 tries: {AWAY}"


def test_a_remote_in_trouble_is_left_alone_for_longer(
    patience: Patience, slept: list[float]
) -> None:
    long = replace(patience, tries=40)
    land(script(*[AWAY] * 6), intent, long)
    assert slept == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


def test_what_is_not_known_is_said(patience: Patience) -> None:
    with pytest.raises(GitFailed) as gave_up:
        land(script("", *[AWAY] * 3, pushes=("lost",)), intent, patience)
    assert str(gave_up.value) == (
        f"gave up after 4 tries: {AWAY}; whether commit commit1 landed is not known,"
        " the same command tells"
    )


def test_nobody_tries_again_what_cannot_get_better(
    patience: Patience, slept: list[float]
) -> None:
    with pytest.raises(GitFailed) as failed:
        land(script("", CLOSED, pushes=(LOST,)), intent, patience)
    assert str(failed.value).startswith(f"{CLOSED}; whether commit commit1 landed")
    assert len(slept) == 1


def test_nothing_to_do_ends_it(patience: Patience) -> None:
    branch = script()
    assert land(branch, lambda snapshot: DONE, patience) == DONE
    assert branch.made == 0


def test_a_write_that_changes_nothing_is_nothing_to_do(patience: Patience) -> None:
    same = Write({"file": "", "gone": None}, "subject", {})
    done = land(script(), lambda snapshot: same, patience)
    assert done == Nothing("every file is already as it should be")


def test_writers_do_not_wait_in_step() -> None:
    chances, slept = iter([0.0, 0.25, 1.0]), list[float]()
    patience = Patience(4, 8, 1.0, 5.0, 30.0, lambda: next(chances), slept.append)
    land(script(pushes=(FIRST,) * 3), intent, patience)
    assert slept == [0.0, 1.0, 5.0]
