"""Does only who has a certificate of the engines' authority reach an engine?"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from cluster.certificates import Authority
from tests.mtls import certificates
from tests.mtls.proxies import (
    CLIENT,
    HOST,
    SERVER,
    Echo,
    Place,
    echoing,
    free_port,
    program,
    proxy,
    said_back,
)

LISTENER = "port_value: 8443"


@dataclass(frozen=True, slots=True)
class Guarded:
    """An engine's stand-in behind Envoy, and who signs for it."""

    folder: Path
    authority: Authority
    engine: Echo
    port: int

    def pair(self, name: str = "client") -> tuple[Path, Path]:
        """Return a client's certificate and key."""
        return self.authority.issue(name, {"CN": name})


def server(folder: Path, port: int) -> Place:
    """Say what the configuration of the pod is here."""
    own = certificates.laid_out(
        folder / "server", Authority(folder, "engines"), "engine", "DNS:engine.dagger"
    )
    return Place(
        port,
        (
            (LISTENER, f"port_value: {port}"),
            ("address: 0.0.0.0", f"address: {HOST}"),
            ("/etc/engine", str(own)),
            ("/run/dagger/engine.sock", str(folder / "engine.sock")),
        ),
    )


@contextmanager
def started(folder: Path, configuration: Path) -> Iterator[Guarded]:
    """Start it all."""
    program()
    authority = Authority(folder, "engines")
    authority.make()
    with (
        echoing(folder / "engine.sock") as engine,
        proxy(configuration, server(folder, free_port()), folder) as port,
    ):
        yield Guarded(folder, authority, engine, port)


@pytest.fixture(name="guarded", scope="module")
def _guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with started(tmp_path_factory.mktemp("mtls"), SERVER) as guarded:
        yield guarded


def refused(guarded: Guarded, context: ssl.SSLContext | None) -> bool:
    """Say whether one is refused and the engine has heard nothing."""
    before = len(guarded.engine.heard)
    # To plain TCP Envoy says, in TLS, that it is none.
    answer = said_back(guarded.port, context)
    return answer != b"hello" and before == len(guarded.engine.heard)


def test_one_with_a_certificate_gets_through(guarded: Guarded) -> None:
    """So that the refusals below mean something."""
    context = certificates.client(guarded.authority, guarded.pair())
    assert b"hello" == said_back(guarded.port, context)
    assert b"hello" == guarded.engine.heard[-1]


def test_one_without_a_certificate_is_refused(guarded: Guarded) -> None:
    """An engine itself would ask nobody."""
    assert refused(guarded, certificates.client(guarded.authority))


def test_one_with_a_certificate_of_another_authority_is_refused(
    guarded: Guarded,
) -> None:
    """Also where that one has the same name."""
    folder = guarded.folder / "other"
    other = Authority(folder, "engines")
    other.make()
    pair = other.issue("client", {"CN": "client"})
    assert refused(guarded, certificates.client(guarded.authority, pair))


def test_one_with_a_certificate_of_yesterday_is_refused(guarded: Guarded) -> None:
    """It was a good one."""
    pair = certificates.expired(guarded.folder, guarded.authority)
    assert refused(guarded, certificates.client(guarded.authority, pair))


def test_one_with_an_older_tls_is_refused(guarded: Guarded) -> None:
    """In 1.2 certificates of clients go over the wire in the clear."""
    context = certificates.client(guarded.authority, guarded.pair())
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert refused(guarded, context)


def test_plain_tcp_is_refused(guarded: Guarded) -> None:
    """What the CLI speaks by itself."""
    assert refused(guarded, None)


@contextmanager
def beside_the_cli(guarded: Guarded, own: Path, port: int) -> Iterator[int]:
    """Start the client's Envoy: plain TCP in, its certificate out."""
    names = (
        (
            "address: 127.0.0.1, port_value: 8443",
            f"address: {HOST}, port_value: {port}",
        ),
        ("engine-0.example, port_value: 8443", f"{HOST}, port_value: {guarded.port}"),
        ("/etc/engine", str(own)),
    )
    with proxy(CLIENT, Place(port, names), guarded.folder) as listening:
        yield listening


def test_plain_tcp_of_this_machine_gets_through_by_way_of_the_client_s_proxy(
    guarded: Guarded,
) -> None:
    """As `tcp://127.0.0.1:8443` in the settings."""
    own = certificates.laid_out(guarded.folder / "own", guarded.authority, "runner")
    with beside_the_cli(guarded, own, free_port()) as port:
        assert b"hello" == said_back(port, None)


def test_the_client_s_proxy_believes_no_other_server(guarded: Guarded) -> None:
    """A client's certificate of the same authority does not make an engine."""
    own = certificates.laid_out(guarded.folder / "own2", guarded.authority, "second")
    posing = guarded.folder / "posing"
    posing.mkdir()
    pose = Authority(guarded.folder, "engines")
    place = certificates.laid_out(posing / "server", pose, "posing", "DNS:runner")
    port = free_port()
    names = (
        (LISTENER, f"port_value: {port}"),
        ("address: 0.0.0.0", f"address: {HOST}"),
        ("/etc/engine", str(place)),
        ("/run/dagger/engine.sock", str(guarded.folder / "engine.sock")),
    )
    with proxy(SERVER, Place(port, names), posing):
        fake = Guarded(guarded.folder, pose, guarded.engine, port)
        with beside_the_cli(fake, own, free_port()) as listening:
            assert b"" == said_back(listening, None)


def test_without_the_demand_anybody_gets_through(tmp_path: Path) -> None:
    """The defect that the refusals above would notice."""
    text = SERVER.read_text()
    loose = tmp_path / "loose.yaml"
    demand = "require_client_certificate: true"
    assert demand in text
    loose.write_text(text.replace(demand, "require_client_certificate: false"))
    with started(tmp_path, loose) as guarded:
        context = certificates.client(guarded.authority)
        assert b"hello" == said_back(guarded.port, context)
