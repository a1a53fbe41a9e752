"""Do processes share the tests without getting in each other's way?"""

import re

import pytest

from local import ports
from tests.sharing import lane, own_ports, rank
from tests.test_structure import ROOT

# What calls the engine, by its command or by the functions that do.
CALLS = re.compile(
    r"from tests\.engines import .*(?:dagger|pipeline)|\"engine\", \"exec\""
)


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/gates/test_gates.py::test_a[b::c]", "engine"),
        ("tests/publishing/test_publish.py::test_a", "engine"),
        ("tests/deploy/test_calls.py::test_a", "engine"),
        ("tests/deploy/test_bump.py::test_a", "tests/deploy/test_bump.py"),
        ("tests/pipeline/gates/test_scan.py::test_a", "tests/pipeline/gates"),
        ("tests/terraform/test_docs.py::test_a", "tests/terraform"),
        ("tests/test_types.py::test_a", "tests/test_types.py"),
    ],
)
def test_a_lane_is_a_folder_a_file_or_the_engine(nodeid: str, expected: str) -> None:
    """One process has all tests that use the same things."""
    assert expected == lane(nodeid)


def test_the_engine_s_tests_begin_first_and_in_their_order() -> None:
    """Then what takes long; files of a folder stay side by side."""
    nodeids = [
        "tests/deploy/test_calls.py::test_a",
        "tests/local/test_up.py::test_a",
        "tests/publishing/test_publish.py::test_a",
        "tests/app/test_dora.py::test_a",
        "tests/terraform/test_docs.py::test_b",
        "tests/terraform/test_docs.py::test_a",
    ]
    assert [
        "tests/deploy/test_calls.py::test_a",
        "tests/publishing/test_publish.py::test_a",
        "tests/terraform/test_docs.py::test_b",
        "tests/terraform/test_docs.py::test_a",
        "tests/app/test_dora.py::test_a",
        "tests/local/test_up.py::test_a",
    ] == sorted(nodeids, key=rank)


def test_no_two_processes_choose_the_same_port() -> None:
    """However many they choose."""
    chosen = [set(own_ports(ports.several, number, 3, 40)) for number in range(3)]
    assert [40, 40, 40] == [len(each) for each in chosen]
    assert 120 == len(set().union(*chosen))


def test_whatever_calls_the_engine_is_in_its_lane() -> None:
    """Two processes would ask it at once, and each would take twice as long."""
    files = [file.relative_to(ROOT) for file in (ROOT / "tests").rglob("*/*.py")]
    calling = [str(each) for each in files if CALLS.search((ROOT / each).read_text())]
    assert len(calling) > 10
    assert {"engine"} == {lane(f"{each}::test") for each in calling}
