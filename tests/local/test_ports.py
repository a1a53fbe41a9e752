"""Are ports that the kernel chooses free, and each of them chosen once?"""

import socket

from local import ports


def test_several_ports_are_different_and_free() -> None:
    chosen = ports.several(50)
    assert len(set(chosen)) == 50
    assert not any(ports.answers(port) for port in chosen)
    with socket.create_server(("127.0.0.1", chosen[0])):
        assert ports.answers(chosen[0])
