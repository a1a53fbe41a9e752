"""Start what watches the cluster, with the configuration of this repository."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from cluster.control_plane import ControlPlane, flags
from cluster.host import start
from cluster.machine import Machine
from cluster.upstream import namespace, outside, without_pods
from local.debian import Program, find
from local.process import Process

CONFIGURATION: Final = Path(__file__).parents[1] / "monitoring"
PROGRAMS: Final = ("prometheus", "kube-state-metrics")
NAMESPACE: Final = "monitoring"
PROMETHEUS_PORT: Final = 9090
ALERTS_PORT: Final = 9093
SHARED: Final = Path("/usr/share")
TEMPLATES: Final = SHARED / "prometheus" / "alertmanager" / "default.tmpl"
STATE_PORT: Final = 8180
# Services by which Prometheus finds processes of the node as if they were pods.
SERVICES: Final = (
    (NAMESPACE, "prometheus", {"http": (PROMETHEUS_PORT, PROMETHEUS_PORT)}),
    (NAMESPACE, "alertmanager", {"http": (ALERTS_PORT, ALERTS_PORT)}),
    (NAMESPACE, "kube-state-metrics", {"metrics": (8080, STATE_PORT)}),
    ("argo-rollouts", "argo-rollouts-metrics", {"metrics": (8090, 8090)}),
    ("argocd", "argocd-metrics", {"metrics": (8082, 8082)}),
    ("argocd", "argocd-repo-server-metrics", {"metrics": (8084, 8084)}),
    ("argocd", "argocd-applicationset-metrics", {"metrics": (8080, 8085)}),
    ("argocd", "argocd-notifications-metrics", {"metrics": (9001, 9001)}),
)
# Where a pod finds who it is: Prometheus asks for targets as one.
ACCOUNT: Final = "/run/secrets/kubernetes.io/serviceaccount"
ALERTMANAGER: Final = Program(
    "prometheus-alertmanager",
    ("prometheus-alertmanager",),
    "usr/bin/prometheus-alertmanager",
    20,
)
EXPORTER: Final = Program(
    "prometheus-node-exporter",
    ("prometheus-node-exporter",),
    "usr/bin/prometheus-node-exporter",
)


@dataclass(frozen=True, slots=True)
class Monitoring:
    """What watches the cluster, as processes of its machine."""

    machine: Machine
    plane: ControlPlane
    binaries: dict[str, Path]

    @property
    def url(self) -> str:
        """The address of Prometheus."""
        return f"http://{self.machine.address}:{PROMETHEUS_PORT}"

    @property
    def alerts_url(self) -> str:
        """The address of Alertmanager."""
        return f"http://{self.machine.address}:{ALERTS_PORT}"

    def start(self) -> None:
        """Start all."""
        rendered = self.plane.done("kustomize", str(CONFIGURATION))
        self.plane.apply(namespace(NAMESPACE), without_pods(rendered))
        for place, name, ports in SERVICES:
            self.plane.apply(outside(place, name, self.machine.address, ports))
        self._write_account()
        self._start(EXPORTER, {"web.listen-address": ":9100"})
        self.start_state()
        self.start_alerts()
        self.start_prometheus()

    def start_alerts(self) -> Process:
        """Start what tells people."""
        self._show_templates()
        options = {
            "config.file": CONFIGURATION / "alertmanager" / "alertmanager.yaml",
            "storage.path": self.machine.folder / "alertmanager",
            "web.listen-address": f":{ALERTS_PORT}",
            "cluster.listen-address": "",
        }
        return self._start(ALERTMANAGER, options)

    def _show_templates(self) -> None:
        """Let an unpacked Alertmanager find its templates where Debian has them."""
        if self.machine.path(str(TEMPLATES)).exists():
            return
        share = find(ALERTMANAGER).path.parents[1] / "share"
        layers = f"lowerdir={share}:{SHARED}"
        overlay = ("mount", "-t", "overlay", "overlay", "-o", layers, str(SHARED))
        self.machine.run(*overlay)

    def start_prometheus(self) -> Process:
        """Start what measures and decides."""
        options = {
            "config.file": CONFIGURATION / "prometheus" / "prometheus.yaml",
            "storage.tsdb.path": self.machine.folder / "prometheus",
            "storage.tsdb.retention.time": "2d",
            "web.listen-address": f":{PROMETHEUS_PORT}",
        }
        env = {
            "KUBERNETES_SERVICE_HOST": self.machine.address,
            "KUBERNETES_SERVICE_PORT": str(self.plane.ports.api),
        }
        argv = [self.binaries["prometheus"], *flags(options)]
        return start(self.machine, "prometheus", argv, env)

    def start_state(self) -> Process:
        """Start what tells of the cluster's objects as metrics."""
        options = {
            "kubeconfig": self.plane.account(NAMESPACE, "kube-state-metrics"),
            "port": STATE_PORT,
            "telemetry-port": STATE_PORT + 1,
            "resources": _resources(),
        }
        argv = [self.binaries["kube-state-metrics"], *flags(options)]
        return start(self.machine, "kube-state-metrics", argv)

    def _start(self, program: Program, options: dict[str, object]) -> Process:
        found = find(program)
        argv = [found.path, *flags(options)]
        return start(self.machine, program.name, argv, found.env)

    def _write_account(self) -> None:
        """Put token and authority where a pod of the account would have them."""
        words = ("create", "token", "prometheus", f"--namespace={NAMESPACE}")
        place = self.machine.path(ACCOUNT)
        place.mkdir(parents=True, exist_ok=True)
        token = self.plane.done(*words, "--duration=720h")
        (place / "token").write_text(token.strip())
        authority = self.plane.authority.certificate.read_text()
        (place / "ca.crt").write_text(authority)
        (place / "namespace").write_text(NAMESPACE)


def _resources() -> str:
    """Return what kube-state-metrics is asked to watch: its role allows no more."""
    file = CONFIGURATION / "kube-state-metrics" / "deployment.yaml"
    (container,) = yaml.safe_load(file.read_text())["spec"]["template"]["spec"][
        "containers"
    ]
    (found,) = [each for each in container["args"] if each.startswith("--resources=")]
    return str(found).partition("=")[2]
