"""Let containers reach what listens on this machine only."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

SIZE = 65536


def address() -> str:
    """Return an address of this machine that containers reach, too."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: it only asks which way it would go.
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])


@contextmanager
def relay(port: int) -> Iterator[str]:
    """Pass on what comes, both ways; give the address to call."""
    with socket.create_server((address(), 0)) as listener:
        Thread(target=_accept, args=(listener, port), daemon=True).start()
        host, own = listener.getsockname()
        yield f"http://{host}:{own}"
        # Else it would wait for a next one for ever.
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, port: int) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        Thread(target=_connect, args=(near, port), daemon=True).start()


def _connect(near: socket.socket, port: int) -> None:
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        back = Thread(target=_pass_on, args=(far, near), daemon=True)
        back.start()
        _pass_on(near, far)
        back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while received := source.recv(SIZE):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        # One of the two has hung up.
        return
