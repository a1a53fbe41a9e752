"""What a probe is told of what the service needs."""

from threading import Event

import pytest

from app import readiness
from app.readiness import Check
from tests.asking import wait


def asked(answers: list[str | None], steps: list[Event]) -> Check:
    """Return a check that gets each answer when its step is taken."""
    following = zip(steps, answers, strict=True)

    def ask() -> str | None:
        step, answer = next(following, (None, answers[-1]))
        if step:
            assert step.wait(60)
        return answer

    return Check(ask, patience=60, pause=0)


def test_the_first_answer_is_waited_for_and_believed() -> None:
    """A process that starts is not ready before it knows."""
    check = Check(lambda: "away", patience=60)
    assert "away" == check.complaint()
    check.close()


def test_one_bad_answer_is_not_believed() -> None:
    """The second is; a good one is at once."""
    steps = [Event() for _ in range(6)]
    check = asked([None, "away", None, "away", "away", None], steps)
    for each in steps[:4]:
        each.set()
    assert check.complaint() is None
    steps[4].set()
    wait(lambda: check.complaint() == "away")
    steps[5].set()
    wait(lambda: check.complaint() is None)
    check.close()


def test_a_probe_does_not_wait_for_an_answer_that_takes_long() -> None:
    """It is told what was known before."""
    steps = [Event(), Event()]
    check = asked([None, "away"], steps)
    steps[0].set()

    assert [None] * 100 == [check.complaint() for _ in range(100)]
    steps[1].set()
    check.close()


def test_no_answer_at_all_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs is as good as away."""
    monkeypatch.setattr(readiness, "LONGEST", 0.0)
    check = Check(lambda: None, patience=60)
    wait(lambda: check.complaint() == "it does not answer")
    check.close()
