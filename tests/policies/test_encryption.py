"""Is a Secret unreadable in etcd, also while and after its key is changed?"""

import base64
import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
import yaml

from cluster import control_plane
from cluster.control_plane import ControlPlane
from local.process import Process
from tests.policies.documents import ROOT

pytest.importorskip("grpc", reason="could not start the key service without grpcio")
from tests.policies.kms.keys import Keys  # noqa: E402  # it needs grpcio

CONFIGURATION = ROOT / "k8s/secrets/encryption/encryptionconfiguration.yaml"
PLAIN = "the-word-that-nobody-may-find"
# The API server asks the plugin for its key at least once in a minute.
SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Service:
    """A key management service, its keys and its socket."""

    process: Process
    keys: Keys
    socket: Path

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "tests.policies.kms.plugin"]
        argv = [*command, self.keys.file, self.socket]
        self.process.start(argv, dict(os.environ), cwd=ROOT)
        self.process.wait_until(self.socket.is_socket)

    def stop(self) -> None:
        """End it; its socket goes, too."""
        self.process.stop()
        self.socket.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class WithoutKeys(ControlPlane):
    """A control plane that is as ready as it can be while its keys are away."""

    def is_ready(self) -> bool:
        """Say whether it answers at all."""
        return self.kubectl("get", "--raw=/livez/ping").returncode == 0


@pytest.fixture(name="service", scope="module")
def _service() -> Iterator[Service]:
    # A socket's path is a hundred characters at most.
    with tempfile.TemporaryDirectory(prefix="kms-") as name:
        folder = Path(name)
        keys = Keys(folder / "keys.json")
        keys.add("key-1")
        service = Service(Process("kms", folder), keys, folder / "kms.sock")
        service.start()
        yield service
        service.stop()


@pytest.fixture(name="sealed", scope="module")
def _sealed(
    service: Service, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ControlPlane]:
    """A control plane that encrypts as the file in the repository says."""
    folder = tmp_path_factory.mktemp("sealed")
    document = yaml.safe_load(CONFIGURATION.read_text())
    provider = document["resources"][0]["providers"][0]["kms"]
    provider["endpoint"] = f"unix://{service.socket}"
    file = folder / "encryption.yaml"
    file.write_text(yaml.safe_dump(document))
    flags = (f"--encryption-provider-config={file}",)
    with control_plane.started(folder, extra=flags) as sealed:
        yield sealed


def secret(api: ControlPlane, name: str) -> None:
    """Make a Secret with the word in it."""
    api.done("create", "secret", "generic", name, f"--from-literal=password={PLAIN}")


def stored(api: ControlPlane, kind: str) -> dict[str, bytes]:
    """Return what etcd keeps of all objects of a kind."""
    first = f"/registry/{kind}/"
    last = f"/registry/{kind}0"
    asked = {"key": in_base64(first), "range_end": in_base64(last)}
    request = urllib.request.Request(
        f"{api.etcd_url}/v3/kv/range", json.dumps(asked).encode(), method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer).get("kvs", [])
    return {
        base64.b64decode(each["key"])
        .decode()
        .rpartition("/")[2]: base64.b64decode(each["value"])
        for each in found
    }


def in_base64(text: str) -> str:
    """Write a key as etcd's gateway wants it."""
    return base64.b64encode(text.encode()).decode()


def files_with(api: ControlPlane, text: str) -> list[str]:
    """Name etcd's files, old revisions and log, that hold a text."""
    files = [each for each in (api.host.folder / "etcd").rglob("*") if each.is_file()]
    assert files
    return [each.name for each in files if text.encode() in each.read_bytes()]


def rewrite(api: ControlPlane) -> None:
    """Write all Secrets again, as docs/secrets.md says."""
    secrets = api.done("get", "secrets", "--all-namespaces", "--output=json")
    api.done("replace", "--filename=-", stdin=secrets)


def test_a_secret_is_not_plain_in_etcd(sealed: ControlPlane) -> None:
    """Neither in what etcd answers nor in any file of it; a ConfigMap is."""
    secret(sealed, "first")
    literal = f"--from-literal=word={PLAIN}-of-a-map"
    kept = stored(sealed, "secrets")["first"]
    assert kept.startswith(b"k8s:enc:kms:v2:release-ledger:")
    assert b"key-1" in kept
    assert PLAIN.encode() not in kept
    assert [] == files_with(sealed, PLAIN)
    # What is searched for would be found.
    sealed.done("create", "configmap", "plain", literal)
    assert PLAIN.encode() in stored(sealed, "configmaps")["plain"]
    assert [] != files_with(sealed, f"{PLAIN}-of-a-map")


def test_who_may_read_a_secret_sees_it(sealed: ControlPlane) -> None:
    """Encryption is for who has etcd's files, not for the API's users."""
    secret(sealed, "seen")
    words = ("get", "secret", "seen", "--output=jsonpath={.data.password}")
    assert in_base64(PLAIN) == sealed.done(*words)


def test_after_a_rotation_nothing_depends_on_the_old_key(
    sealed: ControlPlane, service: Service
) -> None:
    """Once all Secrets are written again; then the old key can be destroyed."""
    secret(sealed, "old")
    service.keys.add("key-2")
    wait_for(sealed, b"key-2")
    assert b"key-1" in stored(sealed, "secrets")["old"]
    rewrite(sealed)
    kept = stored(sealed, "secrets")
    assert [] == [name for name, value in kept.items() if b"key-1" in value]
    assert [] == [name for name, value in kept.items() if PLAIN.encode() in value]
    service.keys.remove("key-1")
    restart(sealed)
    words = ("get", "secret", "old", "--output=jsonpath={.data.password}")
    assert in_base64(PLAIN) == sealed.done(*words)


def wait_for(api: ControlPlane, key: bytes) -> None:
    """Write Secrets until one is encrypted with a key."""
    deadline = time.monotonic() + SECONDS
    turn = 0
    while True:
        secret(api, f"turn-{turn}")
        if key in stored(api, "secrets")[f"turn-{turn}"]:
            return
        assert time.monotonic() < deadline, f"{key!r} is not used in {SECONDS:.0f} s"
        # It asks sooner when it is asked for its health.
        api.is_ready()
        time.sleep(1)
        turn += 1


def restart(api: ControlPlane) -> None:
    """Start the API server again: it forgets what it has decrypted."""
    api.host.process("kube-apiserver").stop()
    api.start_api()


def test_without_its_keys_secrets_are_refused_and_all_else_works(
    sealed: ControlPlane, service: Service
) -> None:
    """Its health says why; once the keys are back, so are the Secrets."""
    secret(sealed, "shut")
    service.stop()
    parts = (getattr(sealed, each.name) for each in fields(sealed))
    restart(WithoutKeys(*parts))
    ran = sealed.kubectl("get", "secret", "shut")
    assert 0 != ran.returncode
    assert "InternalError" in ran.stderr
    why = sealed.kubectl("get", "--raw=/readyz/kms-providers").stderr
    assert "kms-provider-0" in why
    assert "connection" in why
    sealed.done("create", "configmap", "open", "--from-literal=still=works")
    assert "open" in sealed.done("get", "configmap", "open")
    service.start()
    sealed.host.process("kube-apiserver").wait_until(sealed.is_ready, SECONDS)
    assert "shut" in sealed.done("get", "secret", "shut")
