"""Is what the cluster is made of pinned, signed and whole?"""

import json
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from cluster import programs
from cluster.certificates import Authority
from cluster.images import write_archive
from cluster.node import PACKAGES
from cluster.programs import MODULES, Source
from cluster.upstream import outside, without_pods
from tests.serving import ROOT

SOURCES = programs.sources()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_program_is_pinned_by_a_hash(source: Source) -> None:
    """Its own, or in the module that builds it, at the same version."""
    program = source.program
    if not source.wrapper:
        assert program.digest.startswith("h1:")
        return
    folder = MODULES / source.wrapper
    assert f"{program.module} {program.version} h1:" in (folder / "go.sum").read_text()
    assert f"{program.module} {program.version} //" in (folder / "go.mod").read_text()


def test_versions_are_those_of_the_manifests() -> None:
    """What is tested here is what Argo CD installs elsewhere."""
    install = (ROOT / "argocd" / "install" / "kustomization.yaml").read_text()
    assert f"ref={SOURCES['argocd'].program.version}" in install
    sets = ROOT / "argocd" / "platform" / "applicationset-argo-rollouts.yaml"
    assert SOURCES["rollouts-controller"].program.version in sets.read_text()


def test_kubernetes_is_told_its_minor_version() -> None:
    """Without it the API server ends with a panic."""
    assert "gitMinor=35" in SOURCES["kube-apiserver"].program.stamp


def test_an_authority_signs_for_names_and_addresses(tmp_path: Path) -> None:
    """And what it has signed before it does not sign again."""
    authority = Authority(tmp_path, "ca")
    authority.make()
    subject = {"O": "system:nodes", "CN": "system:node:here"}
    certificate, key = authority.issue("node", subject, ("DNS:here", "IP:10.0.0.1"))
    again, _ = authority.issue("node", subject)
    verify = ["openssl", "verify", "-CAfile", str(authority.certificate)]
    hosts = ["-verify_hostname", "here", "-verify_ip", "10.0.0.1"]
    done = subprocess.run([*verify, *hosts, str(certificate)], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert again == certificate
    assert 0o600 == key.stat().st_mode & 0o777


def test_an_image_is_the_program_and_nothing_else(tmp_path: Path) -> None:
    """In the layout that containerd imports, under its name."""
    program = tmp_path / "hold"
    program.write_text("a program")
    write_archive(program, "cluster.local/hold:1", tmp_path / "hold.tar")
    with tarfile.open(tmp_path / "hold.tar") as tar:
        member = tar.extractfile("index.json")
        assert member is not None
        index = json.load(member)
        names = tar.getnames()
    (manifest,) = index["manifests"]
    assert "cluster.local/hold:1" == manifest["annotations"]["io.containerd.image.name"]
    assert f"blobs/sha256/{manifest['digest'].removeprefix('sha256:')}" in names
    assert "oci-layout" in names


def test_of_a_release_s_manifests_all_but_pods_is_kept() -> None:
    """Accounts and roles are those that it would have."""
    text = "kind: Role\n---\nkind: Deployment\n---\n---\nkind: ServiceAccount\n"
    kept = [each["kind"] for each in yaml.safe_load_all(without_pods(text))]
    assert ["Role", "ServiceAccount"] == kept


def test_a_process_of_the_node_is_a_service_of_the_cluster() -> None:
    """Its ports have the names by which Prometheus finds them."""
    text = outside("argocd", "argocd-metrics", "10.0.0.2", {"metrics": (80, 8082)})
    service, endpoints = yaml.safe_load_all(text)
    assert [{"name": "metrics", "port": 80, "targetPort": 8082}] == service["spec"][
        "ports"
    ]
    assert ["10.0.0.2"] == endpoints["endpoints"][0]["addresses"]
    assert (
        "argocd-metrics"
        == endpoints["metadata"]["labels"]["kubernetes.io/service-name"]
    )


def test_what_a_node_calls_by_name_comes_with_its_packages() -> None:
    """A new machine has none of it."""
    called = (
        "/usr/sbin/runc",
        "/usr/sbin/iptables-nft",
        "/usr/lib/cni/bridge",
        "/sbin/ip",
    )
    listed = subprocess.run(["dpkg", "--search", *called], capture_output=True)
    owners = {line.partition(":")[0] for line in listed.stdout.decode().splitlines()}
    assert owners == set(PACKAGES)
