"""The service as it runs: over HTTP, with servers that tests may take away."""

import os
import shlex
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.asking import wait
from tests.composition import address
from tests.integration import tokens
from tests.integration.client import Client
from tests.integration.compose import Compose
from tests.integration.reports import report
from tests.load import Sender


@pytest.fixture(name="url", scope="session")
def _url() -> str:
    return address("integration")


@pytest.fixture(name="compose", scope="session")
def _compose(url: str) -> Compose:
    return Compose(tuple(shlex.split(os.environ["COMPOSE"])))


@pytest.fixture(name="client")
def _client(url: str) -> Iterator[Client]:
    with requests.Session() as session:
        yield Client(url, session)


@pytest.fixture(name="sender")
def _sender(url: str, client: Client, compose: Compose) -> Iterator[Sender]:
    """Where load goes; whatever the test breaks is whole again after it."""
    wait(lambda: client.readiness() == (200, "ready"))
    place = urlsplit(url)
    assert place.hostname and place.port
    yield Sender(place.port, tokens.BEARER, report(), place.hostname)
    for service in ("postgres", "redis", "service"):
        compose.start(service)
