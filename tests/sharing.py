"""Share the tests among processes: pytest -p tests.sharing --numprocesses=2."""

from collections.abc import Callable
from functools import partial

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from local import ports

# One engine does their work: side by side they would only wait for each other.
ENGINE = (
    *("tests/deploy/test_calls.py", "tests/engine/", "tests/gates/", "tests/image/"),
    *("tests/publishing/", "tests/cluster/"),
)
# What takes long begins early, so that no process works alone at the end.
LONGEST = (
    *("tests/terraform/", "tests/deploy/", "tests/service/", "tests/mutation/"),
    *("tests/app/", "tests/workflows/", "tests/policies/", "tests/test_types.py"),
)
# Their files have nothing in common that takes long to make.
APART = ("tests/app/", "tests/deploy/", "tests/service/")

Several = Callable[[int], tuple[int, ...]]


def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadScopeScheduling:
    """Give each process a lane, and another when its tests are done; in their order."""
    config.option.loadscopereorder = False
    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = lane
    return scheduling


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort tests by lane; within a lane they stay as they are."""
    items.sort(key=lambda item: rank(item.nodeid))


def pytest_configure(config: pytest.Config) -> None:
    """Keep the ports of processes apart."""
    worker: dict[str, str] | None = getattr(config, "workerinput", None)
    if worker:
        number, count = int(worker["workerid"][2:]), int(worker["workercount"])
        ports.several = partial(own_ports, ports.several, number, count)


def lane(nodeid: str) -> str:
    """Name the tests that run in one process, one after the other: a folder or file."""
    if nodeid.startswith(ENGINE):
        return "engine"
    file, _, _ = nodeid.partition("::")
    if nodeid.startswith(APART):
        return file
    folder, _, _ = file.rpartition("/")
    return file if folder == "tests" else folder


def rank(nodeid: str) -> tuple[int, str]:
    """Say how early a test begins: those for the engine first."""
    begins = ["engine", *LONGEST]
    name = lane(nodeid)
    found = [n for n, start in enumerate(begins) if f"{name}/".startswith(start)]
    return (found[0] if found else len(begins), name)


def own_ports(
    several: Several, number: int, count: int, wanted: int
) -> tuple[int, ...]:
    """Choose free ports that no other process chooses."""
    own: set[int] = set()
    while len(own) < wanted:
        # In pairs: the kernel gives even ports first, or odd ones.
        own |= {port for port in several(32) if port // 2 % count == number}
    return tuple(sorted(own)[:wanted])
