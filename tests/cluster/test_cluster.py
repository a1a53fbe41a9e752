"""Is the cluster itself what it says it is?"""

import json
import subprocess
from pathlib import Path

import pytest

from cluster.cluster import Cluster
from local.errors import LocalError


def test_all_programs_run(cluster: Cluster) -> None:
    """None has died since it was started."""
    assert [] == [line for line in cluster.status() if "does not run" in line]


def test_a_program_that_dies_while_it_starts_is_named(cluster: Cluster) -> None:
    """Argo CD would go on without its cache, and nobody would know."""
    lost = cluster.machine.process("lost")
    lost.start(["/nowhere"], {})
    assert cluster.machine.process("lost") in cluster.processes()
    with pytest.raises(LocalError, match="could not start lost: it died"):
        lost.need()
    lost.forget()
    assert lost not in cluster.processes()


def test_the_host_is_as_it_was(cluster: Cluster) -> None:
    """Neither rules of the firewall nor mounts of pods are out here."""
    rules = subprocess.run(
        ["iptables-save"], capture_output=True, text=True, check=True
    )
    assert "KUBE-" not in rules.stdout
    assert "kubelet/pods" not in Path("/proc/self/mounts").read_text()


def test_pods_are_measured(cluster: Cluster) -> None:
    """The autoscaler has something to go by."""
    pods = json.loads(
        cluster.plane.done("get", "--raw=/apis/metrics.k8s.io/v1beta1/pods")
    )
    assert pods["items"]


def test_it_starts_again_with_what_was_in_it(cluster: Cluster) -> None:
    """Nothing is built or made anew."""
    cluster.plane.kubectl("create", "namespace", "kept")
    assert cluster.stop()
    cluster.start()
    assert "kept" in cluster.plane.done("get", "namespaces")
    cluster.plane.done("delete", "namespace", "kept", "--wait=false")
