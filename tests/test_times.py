"""Is the time of each folder summed up?"""

from typing import Literal

import pytest

from tests.times import by_folder, lines


def took(
    nodeid: str, seconds: float, when: Literal["setup", "call"] = "call"
) -> pytest.TestReport:
    """Return the report of one phase of a test."""
    return pytest.TestReport(
        nodeid=nodeid,
        location=(nodeid, 0, ""),
        keywords={},
        outcome="passed",
        longrepr=None,
        when=when,
        duration=seconds,
    )


def test_the_longest_folder_comes_first() -> None:
    """With what was set up and taken down."""
    reports = [
        took("tests/app/test_a.py::test_one", 2),
        took("tests/pipeline/deploy/test_b.py::test_two", 3),
        took("tests/pipeline/gates/test_c.py::test_three", 1, "setup"),
    ]
    assert {"tests/pipeline": 4, "tests/app": 2} == by_folder(reports)


def test_what_took_no_time_is_left_out() -> None:
    """There are many."""
    assert ["      12 s  tests/app"] == list(
        lines({"tests/app": 12.3, "tests/mtls": 0.4})
    )
