"""Start what turns objects into work: the controller manager and the scheduler."""

from pathlib import Path

from cluster.certificates import key_pair
from cluster.control_plane import SERVICES, ControlPlane, flags
from cluster.host import start

PROGRAMS = ("kube-controller-manager", "kube-scheduler")
PODS = "10.244.0.0/16"


def start_controllers(plane: ControlPlane, binaries: dict[str, Path]) -> None:
    """Start both, each as the user that Kubernetes has roles for."""
    _, private = key_pair(plane.certificates)
    manager = {
        "kubeconfig": _user(plane, "kube-controller-manager"),
        "allocate-node-cidrs": "true",
        "cluster-cidr": PODS,
        "service-cluster-ip-range": SERVICES,
        "leader-elect": "false",
        "root-ca-file": plane.authority.certificate,
        "service-account-private-key-file": private,
        "use-service-account-credentials": "true",
        # Autoscaling is looked at while one watches, not over a quarter of an hour.
        "horizontal-pod-autoscaler-sync-period": "5s",
        "horizontal-pod-autoscaler-cpu-initialization-period": "30s",
        "horizontal-pod-autoscaler-initial-readiness-delay": "10s",
        "authentication-kubeconfig": _user(plane, "kube-controller-manager"),
        "authorization-kubeconfig": _user(plane, "kube-controller-manager"),
    }
    scheduler = {
        "kubeconfig": _user(plane, "kube-scheduler"),
        "leader-elect": "false",
        "authentication-kubeconfig": _user(plane, "kube-scheduler"),
        "authorization-kubeconfig": _user(plane, "kube-scheduler"),
    }
    for name, options in zip(PROGRAMS, (manager, scheduler), strict=True):
        start(plane.host, name, [binaries[name], *flags(options)])


def _user(plane: ControlPlane, name: str) -> Path:
    return plane.user(name, {"CN": f"system:{name}"})
