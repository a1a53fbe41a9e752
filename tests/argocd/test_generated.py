"""Which applications does a real controller make of the sets?"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cluster.control_plane import ControlPlane
from cluster.host import start
from local import ports
from tests.argocd.api import CONTROLLER, soon
from tests.argocd.manifests import ARGOCD, ENVIRONMENTS, Object, apps, of_kind, read

HERE = {f"release-ledger-{stage}" for stage in ENVIRONMENTS}
PLATFORM = {
    app.name for app in apps() if app.file.startswith("platform/applicationset")
}


@pytest.fixture(name="controller", scope="module")
def _controller(program: Path, api: ControlPlane) -> Iterator[ControlPlane]:
    """Start the controller of sets, and give it ours."""
    # It is one program for all parts: its name says which one it is to be.
    named = api.host.folder / CONTROLLER
    named.symlink_to(program)
    local = ["metrics-addr", "probe-addr", "webhook-addr"]
    options = [f"--{name}=127.0.0.1:{ports.free()}" for name in local]
    # It looks for its cluster in the environment only, whatever its flags say.
    env = {"HOME": str(api.host.folder), "KUBECONFIG": str(api.kubeconfig)}
    start(api.host, CONTROLLER, [named, "--namespace=argocd", *options], env)
    api.apply(ARGOCD / "clusters" / "secret-in-cluster.yaml")
    api.done("apply", "--server-side", "--kustomize", str(ARGOCD))
    yield api
    api.host.process(CONTROLLER).stop()


def cluster(name: str, labels: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """Return the Secret of another cluster, as Terraform makes it."""
    kind = {"argocd.argoproj.io/secret-type": "cluster"}
    metadata = {
        "name": f"cluster-{name.replace('_', '-')}",
        "namespace": "argocd",
        "labels": {**kind, **labels},
        "annotations": facts,
    }
    held = {"name": name, "server": f"https://{name}.example", "config": "{}"}
    return json.dumps(
        {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": held}
    )


def made(api: ControlPlane) -> dict[str, Object]:
    """Return the applications that sets have made."""
    words = ("get", "applications.argoproj.io", "--namespace=argocd", "--output=json")
    items: list[Object] = json.loads(api.done(*words))["items"]
    return {
        each["metadata"]["name"]: each
        for each in items
        if "ownerReferences" in each["metadata"]
    }


def error(api: ControlPlane) -> str:
    """Return what is wrong with the set of the service."""
    words = ("get", "applicationset", "release-ledger", "--namespace=argocd")
    status = json.loads(api.done(*words, "--output=json")).get("status", {})
    (found,) = [
        each for each in status["conditions"] if each["type"] == "ErrorOccurred"
    ]
    return str(found["message"]) if found["status"] == "True" else ""


def test_an_api_server_takes_all_that_the_root_installs(api: ControlPlane) -> None:
    """By the definitions of Argo CD's own release."""
    words = ("apply", "--server-side", "--dry-run=server", "--kustomize", str(ARGOCD))
    applied = api.done(*words).splitlines()
    assert len(apps()) + len(of_kind("AppProject")) == len(applied)


def test_the_cluster_of_argo_cd_has_every_environment(controller: ControlPlane) -> None:
    """Under the names that ledger and pipeline know; and the platform once."""
    soon(controller, lambda: made(controller).keys() >= HERE | PLATFORM)
    found = made(controller)
    assert HERE | PLATFORM == found.keys()
    for stage in ENVIRONMENTS:
        app = found[f"release-ledger-{stage}"]
        assert f"k8s/overlays/{stage}" == app["spec"]["source"]["path"]
        assert {"name": "in-cluster", "namespace": f"release-ledger-{stage}"} == app[
            "spec"
        ]["destination"]


def test_a_template_leaves_nothing_open(controller: ControlPlane) -> None:
    """Address and branch are those of the cluster's Secret."""
    soon(controller, lambda: made(controller).keys() >= HERE | PLATFORM)
    root = read("root/application.yaml")["spec"]["source"]
    specs = [app["spec"] for app in made(controller).values()]
    assert "{{" not in json.dumps(specs)
    assert {(root["repoURL"], root["targetRevision"])} == {
        (each["repoURL"], each["targetRevision"])
        for spec in specs
        for each in spec.get("sources") or [spec["source"]]
        if "path" in each
    }


def test_what_is_made_outlives_its_set(controller: ControlPlane) -> None:
    """There is no finalizer that would take along what runs."""
    soon(controller, lambda: made(controller).keys() >= HERE)
    for app in made(controller).values():
        assert not app["metadata"].get("finalizers")


def test_another_cluster_has_what_its_labels_say(controller: ControlPlane) -> None:
    """Under names of its own, that end with the environment, too."""
    facts = read("clusters/secret-in-cluster.yaml")["metadata"]["annotations"]
    facts = facts | {"release_ledger_revision": "release-1.4"}
    labels = {"release-ledger/production": "true", "platform/argo-rollouts": "true"}
    controller.apply(cluster("eu_west", labels, facts))
    expected = {"release-ledger-eu-west-production", "argo-rollouts-eu-west"}
    soon(controller, lambda: made(controller).keys() >= expected)
    found = made(controller)
    assert expected == found.keys() - HERE - PLATFORM
    app = found["release-ledger-eu-west-production"]["spec"]
    assert "eu_west" == app["destination"]["name"]
    assert "release-1.4" == app["source"]["targetRevision"]


def test_a_cluster_without_facts_changes_nothing(controller: ControlPlane) -> None:
    """The set says what it misses, and all applications stay as they are."""
    soon(controller, lambda: made(controller).keys() >= HERE)
    before = made(controller).keys()
    controller.apply(cluster("bare", {"release-ledger/dev": "true"}, {}))
    soon(controller, lambda: "release_ledger_repository" in error(controller))
    assert before == made(controller).keys()
    controller.done("delete", "secret", "cluster-bare", "--namespace=argocd")
    soon(controller, lambda: not error(controller))
