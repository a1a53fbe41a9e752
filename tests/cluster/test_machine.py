"""Does the machine within this machine keep to itself, and leave nothing behind?"""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from cluster.machine import Machine
from local.processes import Running
from tests.missing import needed
from tests.serving import wait

ENVIRONMENT = {"PATH": os.defpath}


@pytest.fixture(name="machine")
def _machine(tmp_path: Path) -> Iterator[Machine]:
    if os.geteuid() != 0:
        pytest.skip("needs root: only root makes namespaces of processes and networks")
    machine = Machine(tmp_path, uuid4().hex[:6])
    with needed():
        machine.start()
    yield machine
    machine.stop()
    machine.remove_groups()


def test_programs_inside_see_neither_processes_nor_links_of_the_host(
    machine: Machine,
) -> None:
    """Only their own, and one link to the host."""
    assert str(os.getpid()) not in machine.run("ls", "/proc").split()
    links = machine.run("ls", "/proc/self/net/dev_snmp6")
    assert {"eth0", "lo"} == set(links.split())
    # Nobody listens there, which is said by whoever can be reached.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((machine.address, 9), timeout=5)


def test_what_is_mounted_inside_is_not_mounted_out_here(machine: Machine) -> None:
    """Nor is what is written to the folders that it has for itself."""
    place = f"/run/{uuid4().hex}"
    machine.run("mkdir", place)
    machine.run("mount", "-t", "tmpfs", "tmpfs", place)
    assert not Path(place).exists()
    assert place not in Path("/proc/self/mounts").read_text()
    assert machine.path(place).is_dir()


def test_a_program_inside_is_known_by_itself(machine: Machine) -> None:
    """Not by what has brought it in: a signal reaches it, and its end is seen."""
    process = machine.process("sleeper")
    process.start(["sleep", "300"], ENVIRONMENT)
    pid = process.pid()
    assert pid is not None
    assert "sleep\x00300\x00" == Path(f"/proc/{pid}/cmdline").read_text()
    os.kill(pid, signal.SIGKILL)
    wait(lambda: process.pid() is None)


def test_all_of_it_ends_with_the_machine(machine: Machine) -> None:
    """Programs, and the link to the host."""
    process = machine.process("sleeper")
    process.start(["sleep", "300"], ENVIRONMENT)
    pid = process.pid()
    assert pid is not None
    assert machine.stop()
    wait(lambda: Running.of(pid) is None)
    assert not Path("/sys/class/net", machine.link).exists()
    assert not machine.stop()


def test_it_goes_on_after_a_crash(machine: Machine) -> None:
    """What a killed machine leaves is in nobody's way."""
    first = machine.first()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait(lambda: machine.first() is None)
    machine.start()
    assert machine.first() not in (None, first)


def test_control_groups_are_removed_again(machine: Machine) -> None:
    """The ones inside them first."""
    machine.make_groups()
    assert machine.groups()
    for group in machine.groups():
        (group / "pod").mkdir()
    machine.remove_groups()
    assert [] == [group for group in machine.groups() if group.exists()]
