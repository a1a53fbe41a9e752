"""Start the machine's node: images, containers, pods, services, network policies."""

import json
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from cluster import images
from cluster.control_plane import ControlPlane, flags
from cluster.controllers import PODS
from cluster.host import start
from cluster.machine import Machine
from engine import registry
from engine.layout import Layout
from engine.lock import locked
from engine.steps import make
from local.debian import Program, find

PROGRAMS: Final = ("kubelet", "kube-proxy", "kube-router")
NAME: Final = "node"
DNS: Final = "10.96.0.10"
REGISTRY_PORT: Final = 5000
SOCKET: Final = "/run/containerd/containerd.sock"
PLUGINS: Final = Path("/usr/lib/cni")
# Of Debian: what the programs of a node call by name, and what joins it to the host.
PACKAGES: Final = ("containernetworking-plugins", "iproute2", "iptables", "runc")
CONTAINERD: Final = Program("containerd", ("containerd",), "usr/bin/containerd", 20)
IPSET: Final = Program("ipset", ("ipset",), "usr/sbin/ipset")

SETTINGS: Final = Template("""\
version = 2
root = "$folder/containerd"
state = "/run/containerd"
[grpc]
  address = "$socket"
[plugins."io.containerd.grpc.v1.cri"]
  # Virtual machines without CAP_SYS_RESOURCE cannot raise a process's priority to live.
  restrict_oom_score_adj = true
  sandbox_image = "$pause"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$folder/registries"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$plugins"
    conf_dir = "$folder/network"
""")
MIRROR: Final = f"""\
[host."http://127.0.0.1:{REGISTRY_PORT}"]
  capabilities = ["pull", "resolve"]
"""


@dataclass(frozen=True, slots=True)
class Node:
    """The only node of a cluster whose control plane runs on the same machine."""

    machine: Machine
    plane: ControlPlane
    binaries: dict[str, Path]
    layout: Layout

    def start(self) -> None:
        """Start all and wait until the node takes pods."""
        self._start_registry()
        self._start_containerd()
        self._import_images()
        self._start_kubelet()
        self._start_proxy()
        self.machine.process("kubelet").wait_until(self.is_ready, seconds=90)
        # It ends at once where its node is not known yet.
        self._start_policies()

    def is_ready(self) -> bool:
        """Say whether the node takes pods."""
        path = "{.status.conditions[?(@.type=='Ready')].status}"
        ran = self.plane.kubectl("get", "node", NAME, f"--output=jsonpath={path}")
        return ran.stdout == "True"

    def _start_registry(self) -> None:
        """Serve the images of the engine's registry: the same files, read only."""
        file = self._write(
            "registry.yml",
            registry.READ_ONLY.format(storage=self.layout.images, port=REGISTRY_PORT),
        )
        with locked(self.layout):
            part = make(self.layout.parts, self.layout.logs, registry.step(), "1/1")
        start(self.machine, "registry", [part / "docker-registry", "serve", file])

    def _start_containerd(self) -> None:
        self._write("registries/_default/hosts.toml", MIRROR)
        self._write("network/10-bridge.conflist", json.dumps(self._network()))
        values = {
            "folder": self.machine.folder,
            "pause": images.PAUSE,
            "plugins": PLUGINS,
            "socket": SOCKET,
        }
        file = self._write("containerd.toml", SETTINGS.substitute(values))
        found = find(CONTAINERD)
        path = f"{found.path.parent}:{found.env['PATH']}"
        argv = [found.path, "--config", file]
        process = start(self.machine, "containerd", argv, {**found.env, "PATH": path})
        process.wait_until(lambda: self._ctr("version").startswith("Client"))

    def _import_images(self) -> None:
        for archive in images.archives(self.layout):
            self._ctr("--namespace=k8s.io", "images", "import", str(archive))

    def _ctr(self, *words: str) -> str:
        """Run containerd's own client."""
        client = find(CONTAINERD).path.with_name("ctr")
        if not self.machine.path(SOCKET).exists():
            return ""
        return self.machine.run(str(client), f"--address={SOCKET}", *words)

    def _network(self) -> dict[str, object]:
        """Return the network of pods: a bridge, addresses, and ports of the node."""
        addresses = {
            "type": "host-local",
            "ranges": [[{"subnet": PODS.replace("/16", "/24")}]],
            "routes": [{"dst": "0.0.0.0/0"}],
            "dataDir": "/var/lib/cni/networks",
        }
        bridge = {
            "type": "bridge",
            "bridge": "pods",
            "isGateway": True,
            "ipMasq": True,
            "hairpinMode": True,
            "ipam": addresses,
        }
        forwarded = {"type": "portmap", "capabilities": {"portMappings": True}}
        plugins = [bridge, forwarded]
        return {"cniVersion": "0.4.0", "name": "pods", "plugins": plugins}

    def _start_kubelet(self) -> None:
        self.machine.make_groups()
        user = {"O": "system:nodes", "CN": f"system:node:{NAME}"}
        address = f"IP:{self.machine.address}"
        certificate, key = self.plane.authority.issue(
            f"kubelet-{self.machine.address}",
            {"CN": NAME},
            (address, f"DNS:{NAME}"),
        )
        settings = {
            "apiVersion": "kubelet.config.k8s.io/v1beta1",
            "kind": "KubeletConfiguration",
            "authentication": {
                "anonymous": {"enabled": False},
                "webhook": {"enabled": True},
                "x509": {"clientCAFile": str(self.plane.authority.certificate)},
            },
            # A role that changes is asked for anew soon.
            "authorization": {
                "mode": "Webhook",
                "webhook": {"cacheAuthorizedTTL": "5s", "cacheUnauthorizedTTL": "5s"},
            },
            "cgroupDriver": "cgroupfs",
            "cgroupRoot": f"/{self.machine.group}",
            "clusterDNS": [DNS],
            "clusterDomain": "cluster.local",
            "containerRuntimeEndpoint": f"unix://{SOCKET}",
            # Limits of a small machine would be those of a slow one.
            "cpuCFSQuota": False,
            "failCgroupV1": False,
            "failSwapOn": False,
            "imageGCHighThresholdPercent": 100,
            "evictionHard": {"memory.available": "100Mi"},
            "resolvConf": str(self.machine.names),
            "serializeImagePulls": False,
            "tlsCertFile": str(certificate),
            "tlsPrivateKeyFile": str(key),
            "volumePluginDir": str(self.machine.folder / "volume-plugins"),
        }
        options = {
            "config": self._write("kubelet.json", json.dumps(settings)),
            "kubeconfig": self.plane.user("kubelet", user),
            "root-dir": self.machine.folder / "kubelet",
            "cert-dir": self.machine.folder / "kubelet-certificates",
            "hostname-override": NAME,
            "node-ip": self.machine.address,
            "node-labels": "topology.kubernetes.io/zone=here",
        }
        start(self.machine, "kubelet", [self.binaries["kubelet"], *flags(options)])

    def _start_proxy(self) -> None:
        options = {
            "kubeconfig": self.plane.user("kube-proxy", {"CN": "system:kube-proxy"}),
            "proxy-mode": "iptables",
            "cluster-cidr": PODS,
            "hostname-override": NAME,
            # Those are settings of the whole kernel, not of this network.
            "conntrack-max-per-core": "0",
            "conntrack-tcp-timeout-established": "0s",
            "conntrack-tcp-timeout-close-wait": "0s",
        }
        argv = [self.binaries["kube-proxy"], *flags(options)]
        start(self.machine, "kube-proxy", argv)

    def _start_policies(self) -> None:
        """Start what drops packets that no NetworkPolicy allows."""
        options = {
            "kubeconfig": self.plane.user("kube-router", {"CN": "system:kube-router"}),
            "run-router": "false",
            "run-firewall": "true",
            "run-service-proxy": "false",
            "hostname-override": NAME,
            "service-cluster-ip-range": "10.96.0.0/16",
        }
        found = find(IPSET)
        path = f"{found.path.parent}:{found.env['PATH']}"
        argv = [self.binaries["kube-router"], *flags(options)]
        start(self.machine, "kube-router", argv, {**found.env, "PATH": path})

    def _write(self, name: str, text: str) -> Path:
        file = self.machine.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file
