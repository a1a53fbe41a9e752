"""When the container calls itself healthy."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.healthcheck import alive


@pytest.fixture(name="port")
def _port(app: Flask) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_service_that_answers_is_alive(port: int) -> None:
    """Only the answer counts."""
    assert alive(port)


def test_a_port_where_nobody_listens_is_not() -> None:
    """A refused connection is an answer too."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert not alive(port)


def test_something_else_on_the_port_is_not() -> None:
    """It has to speak HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"hello\r\n")

        thread = Thread(target=babble)
        thread.start()
        assert not alive(listener.getsockname()[1])
        thread.join()
