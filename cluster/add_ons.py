"""Start what every cluster has beside Kubernetes: names and measures of pods."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cluster import programs
from cluster.control_plane import ControlPlane, flags
from cluster.host import start
from cluster.machine import Machine
from cluster.node import DNS
from cluster.upstream import objects, outside
from engine.layout import Layout

PROGRAMS: Final = ("metrics-server",)
MANIFESTS: Final = Path(__file__).parent / "manifests"
SYSTEM: Final = "kube-system"
METRICS_PORT: Final = 4443


@dataclass(frozen=True, slots=True)
class AddOns:
    """Names by CoreDNS, measures by metrics-server."""

    machine: Machine
    plane: ControlPlane
    binaries: dict[str, Path]
    layout: Layout

    def install(self) -> None:
        """Bring in what the node's own programs need: roles."""
        self.plane.apply(MANIFESTS / "kube-router.yaml")

    def start(self) -> None:
        """Start all; names are what everything else waits for."""
        self.plane.apply(MANIFESTS / "coredns.yaml")
        self._start_metrics()
        search = "search cluster.local svc.cluster.local\n"
        self.machine.names.write_text(f"nameserver {DNS}\n{search}options ndots:3\n")

    def wait(self) -> None:
        """Wait until names are answered and pods are measured."""
        for what, condition in (
            ("deployment/coredns", "Available"),
            ("apiservice/v1beta1.metrics.k8s.io", "Available"),
        ):
            how = (f"--for=condition={condition}", "--timeout=120s")
            self.plane.done("wait", what, f"--namespace={SYSTEM}", *how)

    def _start_metrics(self) -> None:
        base = programs.module(self.layout, "metrics-server") / "manifests" / "base"
        self.plane.apply(
            objects(base / "rbac.yaml", base / "apiservice.yaml"),
            outside(
                SYSTEM,
                "metrics-server",
                self.machine.address,
                {"https": (443, METRICS_PORT)},
            ),
        )
        account = self.plane.account(SYSTEM, "metrics-server")
        options = {
            "kubeconfig": account,
            "authentication-kubeconfig": account,
            "authorization-kubeconfig": account,
            "secure-port": METRICS_PORT,
            "cert-dir": self.machine.folder / "metrics-server",
            "kubelet-certificate-authority": self.plane.authority.certificate,
            "kubelet-preferred-address-types": "InternalIP",
            "metric-resolution": "10s",
            "kubelet-request-timeout": "5s",
        }
        argv = [self.binaries["metrics-server"], *flags(options)]
        start(self.machine, "metrics-server", argv)
