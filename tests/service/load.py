"""A service with its servers, and a steady load on it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

from tests import load as steady
from tests.app.examples import BEARER, REPORT
from tests.load import Load, Sender
from tests.places import Servers
from tests.serving import Server


@dataclass(frozen=True, slots=True)
class Whole:
    """A service with the servers that it needs."""

    service: Server
    servers: Servers


def load(server: Server) -> AbstractContextManager[Load]:
    """Keep a service of these tests busy."""
    return steady.load(Sender(server.port, BEARER, REPORT))
