"""Who may put an image into the engine's registry?"""

import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from stat import S_IMODE

import pytest
import yaml

from cluster.repository import Repository
from engine import pushing, registry
from engine.layout import Layout
from engine.pushing import Access, hashed
from engine.registry import Ports
from local.debian import find
from local.registry_server import REGISTRY
from tests.missing import needed

# What is started outlives whoever started it, as the engine itself does.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(name="layout", scope="module")
def _layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return Layout(tmp_path_factory.mktemp("engine"))


@pytest.fixture(name="ports", scope="module")
def _ports(layout: Layout, part: Path) -> Iterator[Ports]:
    """Start both processes, as an engine that is made ready does."""
    port = registry.start(layout, part)
    yield Ports(port, pushing.start(layout, part).port)
    pushing.stop(layout)
    registry.stop(layout)


@pytest.fixture(name="part", scope="module")
def _part() -> Path:
    """Where the program is: of the machine, else unpacked."""
    with needed():
        return find(REGISTRY).path.parent


def status(port: int, method: str, path: str, **headers: str) -> int:
    """Return the status of an answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
        asked.request(method, path, headers=headers)
        return asked.getresponse().status


def test_the_registry_serves_and_takes_nothing(ports: Ports) -> None:
    """Every user of the machine reaches it."""
    upload = "/v2/library/python/blobs/uploads/"
    assert 200 == status(ports.registry, "GET", "/v2/")
    assert 405 == status(ports.registry, "POST", upload)
    assert 405 == status(ports.registry, "PUT", "/v2/library/python/manifests/3.12")
    digest = f"/v2/library/python/manifests/sha256:{'0' * 64}"
    assert 405 == status(ports.registry, "DELETE", digest)


def test_whoever_pushes_needs_the_password(ports: Ports, layout: Layout) -> None:
    """What is pushed with it is served at once."""
    upload = "/v2/library/python/blobs/uploads/"
    assert 401 == status(ports.pushing, "POST", upload)
    wrong = Access(ports.pushing, "guessed").header
    assert 401 == status(ports.pushing, "POST", upload, Authorization=wrong)
    known = pushing.start(layout, Path("/nowhere"))
    pushed = Repository(known.port, "ledger", known.header)
    described = pushed._push(b"a blob")
    blob = f"/v2/ledger/blobs/{described['digest']}"
    assert 200 == status(ports.registry, "GET", blob)


def test_only_root_reads_the_password(ports: Ports, layout: Layout) -> None:
    """It is on no command line and in no log."""
    private = pushing.docker_config(layout)
    assert 0o700 == S_IMODE(private.stat().st_mode)
    password = (private / "password").read_text()
    assert len(password) >= 32
    assert password not in repr(pushing.start(layout, Path("/nowhere")))
    assert password not in (layout.logs / "pushing.log").read_text()


def test_a_password_is_hashed_with_a_salt() -> None:
    """By bcrypt, which the registry asks for."""
    one, two = hashed("same"), hashed("same")
    assert one != two
    assert one.startswith("$2b$05$")
    assert 60 == len(one)


def test_both_are_what_the_engine_is_told() -> None:
    """Without TLS, as they are on this machine."""
    for text in (registry.READ_ONLY, pushing.CONFIG):
        filled = text.format(storage="/s", port=5, passwords="/p")
        document = yaml.safe_load(filled)
        assert "127.0.0.1:5" == document["http"]["addr"]
    read_only = yaml.safe_load(registry.READ_ONLY.format(storage="/s", port=5))
    assert read_only["storage"]["maintenance"]["readonly"]["enabled"] is True
