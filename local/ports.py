"""Ports of this machine."""

import socket
from contextlib import ExitStack

from local.errors import LocalError


def free() -> int:
    """Let the kernel choose a port that nobody uses."""
    (chosen,) = several(1)
    return chosen


def several(count: int) -> tuple[int, ...]:
    """Let the kernel choose ports that nobody uses, each of them once."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return tuple(probe.getsockname()[1] for probe in probes)


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether anything accepts connections on a port."""
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def need_free(port: int, name: str, variable: str) -> None:
    """Raise LocalError when a port is taken."""
    with socket.socket() as probe:
        # As servers do: what a stopped one left behind does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LocalError(
                f"could not start {name}: port {port} is taken ({error.strerror});"
                f" stop what listens there, or set {variable} to another port"
            ) from error
