"""Does the built engine start, survive and go away as it should?"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine import built, network
from engine.errors import EngineError
from engine.layout import Layout
from engine.process import Service
from engine.up import must_have_room
from tests.engine.conftest import Spare
from tests.engines import ROOT


@contextmanager
def disk(folder: Path, size: str) -> Iterator[None]:
    """Mount an empty disk of a size on a folder, however full the machine's own is."""
    options = ["-t", "tmpfs", "-o", f"size={size}", "none"]
    subprocess.run(["mount", *options, folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def policies() -> list[str]:
    """Return what the host decides about packets by default, and its name servers."""
    listed = subprocess.run(["iptables", "-S"], capture_output=True, text=True)
    chains = [line for line in listed.stdout.splitlines() if line.startswith("-P")]
    return [*chains, Path("/etc/resolv.conf").read_text()]


def leftovers(spare: Spare, subnet: str) -> list[str]:
    """Return what of an engine is still on the host's network."""
    beginning = subnet.removesuffix("0.0/16")
    commands = (
        ["iptables", "-S"],
        ["iptables", "-t", "nat", "-S"],
        ["ip", "-br", "addr"],
    )
    lines = [
        line
        for command in commands
        for line in subprocess.run(
            command, capture_output=True, text=True
        ).stdout.splitlines()
    ]
    return [line for line in lines if beginning in line or spare.layout.bridge in line]


def test_it_starts_and_a_second_call_finds_it(spare: Spare) -> None:
    """The host's firewall policies and name servers stay as they are."""
    before = policies()
    code, output = spare.run("up")
    assert 0 == code, output
    assert spare.answers()
    assert (0, "engine: built, PIPELINE_ENGINE asks for it\n") == spare.run("up")
    assert before == policies()
    assert 0 == spare.run("status")[0]


def test_a_stopped_engine_leaves_nothing_behind(spare: Spare) -> None:
    """No bridge, no rule, no socket; status says so with its exit code."""
    spare.run("up")
    subnet = network.subnet(spare.layout)
    assert subnet is not None
    assert (0, "engine stopped\n") == spare.run("stop")
    assert [] == leftovers(spare, subnet)
    assert network.subnet(spare.layout) is None
    assert not spare.layout.socket.exists()
    code, output = spare.run("status")
    assert 3 == code
    assert "does not run" in output
    assert (0, "the engine did not run\n") == spare.run("stop")


def test_a_killed_engine_is_started_again(spare: Spare) -> None:
    """kill -9 leaves a socket, a pid file, a bridge and rules."""
    spare.run("up")
    pid = Service("engine", spare.layout).pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert spare.answers()


def test_another_process_s_id_is_not_taken_for_the_engine_s(spare: Spare) -> None:
    """After a restart of the machine the id may be anybody's: it must not be killed."""
    spare.run("stop")
    spare.layout.run.joinpath("engine.pid").write_text(f"{os.getpid()} 12345")
    spare.layout.socket.touch()
    assert spare.answers()


def test_two_calls_at_once_start_one_engine(spare: Spare) -> None:
    """The second waits and says for whom."""
    spare.run("stop")
    both = [spare.start("up"), spare.start("up")]
    outputs = [process.communicate(timeout=300)[0] for process in both]
    assert [0, 0] == [process.returncode for process in both], outputs
    assert 1 == sum("ready in" in output for output in outputs)
    assert 1 == sum("waiting for process" in output for output in outputs)


def test_a_port_that_is_taken_does_not_matter(spare: Spare) -> None:
    """The registry moves, and the engine follows."""
    spare.run("up")
    spare.run("stop")
    port = int((spare.layout.run / "registry.port").read_text())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        code, output = spare.run("up")
    assert 0 == code, output
    assert port != int((spare.layout.run / "registry.port").read_text())


def test_addresses_that_are_taken_are_left_alone(spare: Spare) -> None:
    """Of another engine, say: taking its rules away would cut its containers off."""
    spare.run("up")
    wanted = network.subnet(spare.layout)
    assert wanted is not None
    spare.run("stop")
    address = wanted.replace("0.0/16", "0.1/16")
    rule = ["POSTROUTING", "-s", wanted.replace("0.0/16", "9.9/32"), "-j", "ACCEPT"]
    subprocess.run(["ip", "link", "add", "taken", "type", "bridge"], check=True)
    subprocess.run(["ip", "addr", "add", address, "dev", "taken"], check=True)
    subprocess.run(["iptables", "-t", "nat", "-A", *rule], check=True)
    try:
        assert spare.answers()
        assert wanted != network.subnet(spare.layout)
        spare.run("stop")
        kept = ["iptables", "-t", "nat", "-C", *rule]
        assert 0 == subprocess.run(kept, capture_output=True).returncode
    finally:
        subprocess.run(["iptables", "-t", "nat", "-D", *rule], check=True)
        subprocess.run(["ip", "link", "delete", "taken"], check=True)


def test_an_image_that_cannot_be_had_is_named(spare: Spare) -> None:
    """A minor version of Python without a stand-in, for one."""
    address = "python:3.9-slim"
    words = ("core", "container", "from", f"--address={address}", "image-ref")
    code, output = spare.run("exec", "dagger", "--progress=plain", *words)
    assert 0 != code
    assert address in output.splitlines()[-1]


def test_a_full_disk_is_told_before_anything_is_built(tmp_path: Path) -> None:
    """With how much is needed."""
    with disk(tmp_path, "9m"):
        code, output = Spare(Layout(tmp_path)).run("up")
    assert 1 == code
    assert "has 0.0 GiB free" in output
    assert 1 == len(output.splitlines())


def test_a_disk_that_filled_up_is_told_before_a_run(tmp_path: Path) -> None:
    """An engine that is there already would fail with other words."""
    with disk(tmp_path, "1g"), pytest.raises(EngineError, match="1.0 GiB free") as told:
        must_have_room(tmp_path)
    assert "make engine-clean" in str(told.value)


def test_no_network_is_told_in_one_message(tmp_path: Path) -> None:
    """What was to be fetched, and what to do."""
    environment = {**Spare(Layout(tmp_path)).environment, "PIP_RETRIES": "0"}
    with disk(tmp_path, "40g"):
        done = subprocess.run(
            ["unshare", "--net", sys.executable, "-m", "engine", "up"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    assert 1 == done.returncode
    assert "could not fetch the Go toolchain: " in done.stderr
    assert "check the network" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_root_it_says_what_to_do() -> None:
    """Before it has built anything."""
    assert "run as root, or start Docker" in _as_nobody(built.must_be_possible)


def _as_nobody(function: Callable[[], None]) -> str:
    """Call a function as the user nobody; return what it raised."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            function()
        except EngineError as error:
            os.write(write, str(error).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as file:
        return file.read()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ("exec", "no-such-command"), "could not run 'no-such-command'", id="exec"
        ),
        pytest.param(("exec",), "name one after exec", id="nothing to run"),
    ],
)
def test_a_command_that_is_not_there_is_named(
    spare: Spare, words: tuple[str, ...], said: str
) -> None:
    """Rather than a traceback."""
    code, output = spare.run(*words)
    assert 1 == code
    assert said in output
    assert "Traceback" not in output
