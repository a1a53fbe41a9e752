"""A control plane: etcd and the API server, and what works on their objects."""

import http.client
import json
import os
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cluster import programs
from cluster.certificates import Authority, key_pair
from cluster.client import Client
from cluster.host import Host, Loopback, start
from engine.layout import Layout
from local import ports

SERVICES = "10.96.0.0/16"
FIRST_SERVICE = "10.96.0.1"
NAMES = ("kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost")
PROGRAMS = ("etcd", "kube-apiserver", "kubectl")
# A machine that builds beside it is slow.
API_SECONDS = 180.0
ADMIN = {"O": "system:masters", "CN": "admin"}


class Ports(NamedTuple):
    """Where etcd listens for the API server and for its peers, and the API server."""

    etcd: int = 2379
    peer: int = 2380
    api: int = 6443

    @classmethod
    def free(cls) -> "Ports":
        """Choose ports that nobody uses."""
        etcd, peer, api = ports.several(3)
        return cls(etcd, peer, api)


@dataclass(frozen=True, slots=True)
class ControlPlane(Client):
    """etcd and an API server on a host, and a client that may do everything.

    *extra* are more flags of the API server, such as an encryption configuration.
    """

    host: Host
    ports: Ports
    binaries: dict[str, Path]
    extra: tuple[str, ...] = ()

    @property
    def program(self) -> Path:
        """The kubectl that was built with it."""
        return self.binaries["kubectl"]

    @property
    def certificates(self) -> Path:
        """The folder of certificates and keys."""
        return self.host.folder / "certificates"

    @property
    def authority(self) -> Authority:
        """The authority that signs servers and users."""
        return Authority(self.certificates, "ca")

    @property
    def url(self) -> str:
        """The API server's address."""
        return f"https://{self.host.address}:{self.ports.api}"

    @property
    def etcd_url(self) -> str:
        """etcd's address, which is for the API server only."""
        return f"http://127.0.0.1:{self.ports.etcd}"

    @property
    def kubeconfig(self) -> Path:
        """The configuration of a client that may do everything."""
        return self.user("admin", ADMIN)

    def start(self) -> None:
        """Start both and wait until the API server is ready."""
        self.authority.make()
        self.start_etcd()
        self.start_api()

    def start_etcd(self) -> None:
        """Start etcd; the API server waits for it by itself."""
        peer = f"http://127.0.0.1:{self.ports.peer}"
        options = {
            "data-dir": self.host.folder / "etcd",
            "listen-client-urls": self.etcd_url,
            "advertise-client-urls": self.etcd_url,
            "listen-peer-urls": peer,
            "initial-advertise-peer-urls": peer,
            "initial-cluster": f"default={peer}",
            # Losing the machine loses the cluster anyway: it is for tests.
            "unsafe-no-fsync": "true",
        }
        start(self.host, "etcd", [self.binaries["etcd"], *flags(options)])

    def start_api(self) -> None:
        """Start the API server and wait until it is ready."""
        argv = [self.binaries["kube-apiserver"], *flags(self._options()), *self.extra]
        process = start(self.host, "kube-apiserver", argv)
        process.wait_until(self._is_served, seconds=API_SECONDS)

    def _is_served(self) -> bool:
        """Say whether the API server is ready; LocalError when etcd is no more."""
        self.host.process("etcd").need()
        return self.is_ready()

    def _options(self) -> dict[str, object]:
        alternatives = [f"DNS:{name}" for name in NAMES]
        addresses = {self.host.address, "127.0.0.1", FIRST_SERVICE}
        alternatives += [f"IP:{address}" for address in sorted(addresses)]
        server, key = self.authority.issue(
            f"apiserver-{self.host.address}",
            {"CN": "kube-apiserver"},
            tuple(alternatives),
        )
        client, client_key = self.authority.issue(
            "apiserver-kubelet", {"O": "system:masters", "CN": "kube-apiserver-kubelet"}
        )
        front = Authority(self.certificates, "front-proxy-ca")
        front.make()
        proxy, proxy_key = front.issue("front-proxy", {"CN": "front-proxy-client"})
        public, private = key_pair(self.certificates)
        return {
            "advertise-address": self.host.address,
            "allow-privileged": "true",
            "authorization-mode": "Node,RBAC",
            "bind-address": self.host.address,
            "client-ca-file": self.authority.certificate,
            "enable-admission-plugins": "NodeRestriction",
            "enable-aggregator-routing": "true",
            "etcd-servers": self.etcd_url,
            "kubelet-certificate-authority": self.authority.certificate,
            "kubelet-client-certificate": client,
            "kubelet-client-key": client_key,
            "kubelet-preferred-address-types": "InternalIP",
            "proxy-client-cert-file": proxy,
            "proxy-client-key-file": proxy_key,
            "requestheader-allowed-names": "front-proxy-client",
            "requestheader-client-ca-file": front.certificate,
            "requestheader-extra-headers-prefix": "X-Remote-Extra-",
            "requestheader-group-headers": "X-Remote-Group",
            "requestheader-username-headers": "X-Remote-User",
            "secure-port": self.ports.api,
            "service-account-issuer": "https://kubernetes.default.svc",
            "service-account-key-file": public,
            "service-account-signing-key-file": private,
            "service-cluster-ip-range": SERVICES,
            "tls-cert-file": server,
            "tls-private-key-file": key,
        }

    def is_ready(self) -> bool:
        """Say whether the API server is ready to work."""
        context = ssl.create_default_context(cafile=self.authority.certificate)
        connection = http.client.HTTPSConnection(
            self.host.address, self.ports.api, timeout=2, context=context
        )
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def user(self, name: str, subject: dict[str, str]) -> Path:
        """Return the configuration of a client with a certificate of its own."""
        certificate, key = self.authority.issue(name, subject)
        identity = {"client-certificate": str(certificate), "client-key": str(key)}
        return self._configured(name, identity)

    def account(self, namespace: str, name: str) -> Path:
        """Return the configuration of a client that is a service account."""
        words = ("create", "token", name, f"--namespace={namespace}")
        token = self.done(*words, "--duration=720h").strip()
        return self._configured(f"{namespace}-{name}", {"token": token})

    def _configured(self, name: str, identity: dict[str, str]) -> Path:
        cluster = {
            "server": self.url,
            "certificate-authority": str(self.authority.certificate),
        }
        document = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "cluster", "cluster": cluster}],
            "users": [{"name": name, "user": identity}],
            "contexts": [
                {"name": name, "context": {"cluster": "cluster", "user": name}}
            ],
            "current-context": name,
        }
        file = self.certificates / f"{name}.kubeconfig"
        file.touch(mode=0o600)
        file.write_text(json.dumps(document, indent=2))
        return file

    def stop(self) -> None:
        """End both."""
        for name in ("kube-apiserver", "etcd"):
            self.host.process(name).stop()


def flags(options: dict[str, object]) -> list[str]:
    """Write options as a program's flags."""
    return [f"--{name}={value}" for name, value in options.items()]


@contextmanager
def started(
    folder: Path, layout: Layout | None = None, extra: Sequence[str] = ()
) -> Iterator[ControlPlane]:
    """Start a control plane on ports of this machine; stop it in the end."""
    found = layout or Layout.of(dict(os.environ))
    binaries = programs.built(found, PROGRAMS)
    plane = ControlPlane(Loopback(folder), Ports.free(), binaries, tuple(extra))
    try:
        plane.start()
        yield plane
    finally:
        plane.stop()
