"""Does the doctor say what is ready, and what to do about what is not?"""

from dataclasses import replace

from pipeline.core.project.doctor import MIRROR, Check, is_ready, render, repository
from tests.pipeline.examples import PROJECT

READY = Check("engine", "v0.19.10")
MISSING = Check("interpreter", "python:3.13-slim: not found", MIRROR)
LESS = Check("database", "no database", "give one", needed=False)


def test_what_is_ready_is_one_line() -> None:
    """And the last line says so."""
    assert "ok    engine  v0.19.10\n\ndoctor: ready\n" == render([READY])


def test_what_is_missing_is_named_with_what_to_do() -> None:
    """Below its line, and in the last one."""
    lines = render([READY, MISSING]).splitlines()
    assert "no    interpreter  python:3.13-slim: not found" == lines[1]
    assert MIRROR == lines[2].strip()
    assert "doctor: not ready: interpreter" == lines[-1]
    assert not is_ready([READY, MISSING])


def test_a_run_begins_without_what_it_does_not_need() -> None:
    """It is told all the same."""
    lines = render([READY, LESS]).splitlines()
    assert "less  database  no database" == lines[1]
    assert "doctor: ready" == lines[-1]
    assert is_ready([READY, LESS])


def test_several_lines_of_a_cause_stay_together() -> None:
    """And do not move a terminal."""
    said = replace(MISSING, said="one\ntwo \x1b[2J")
    lines = render([said]).splitlines()
    assert lines[0].index("one") == lines[1].index("two")
    assert "\x1b" not in render([said])


def test_a_repository_without_code_is_not_ready() -> None:
    """There would be nothing to look at."""
    assert repository(PROJECT).is_ready
    assert "Python 3.1" in repository(PROJECT).said
    assert not repository(replace(PROJECT, code=())).is_ready
