"""Is Argo CD as its own release, but for what argocd/install says?"""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from cluster.control_plane import ControlPlane
from tests.argocd.api import listed
from tests.argocd.manifests import ARGOCD, Object, built, read

INSTALL = ARGOCD / "install"
KUSTOMIZATION = "install/kustomization.yaml"
NAME = "app.kubernetes.io/name"
POLICIES = [
    file
    for file in sorted(INSTALL.glob("networkpolicy-*.yaml"))
    if "deny" not in file.name
]
MONITORING = {"kubernetes.io/metadata.name": "monitoring"}
# Who may ask whom, beside those that scrape: peers by name, and the port.
PEERS = {
    "argocd-redis": (
        {"argocd-application-controller", "argocd-repo-server", "argocd-server"},
        6379,
    ),
    "argocd-repo-server": (
        {
            "argocd-application-controller",
            "argocd-applicationset-controller",
            "argocd-notifications-controller",
            "argocd-server",
        },
        8081,
    ),
    "argocd-dex-server": ({"argocd-server"}, 5556),
}


@pytest.fixture(name="installed", scope="module")
def _installed(
    kubectl: Path, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Object]:
    """What the files make of Argo CD's release, whose source takes the URL's place."""
    place = tmp_path_factory.mktemp("installed")
    folder = Path(shutil.copytree(INSTALL, place / "install"))
    shutil.copytree(source / "manifests", place / "manifests")
    file = folder / "kustomization.yaml"
    file.chmod(0o644)
    url, *_ = read(KUSTOMIZATION)["resources"]
    file.write_text(file.read_text().replace(url, "../manifests/cluster-install"))
    return built(kubectl, folder)


def policy(file: Path) -> Object:
    """Return what a policy says."""
    spec: Object = yaml.safe_load(file.read_text())["spec"]
    return spec


def subject(spec: Object) -> str:
    """Return whom a policy is about."""
    name: str = spec["podSelector"]["matchLabels"][NAME]
    return name


def names(peer: Object) -> set[str]:
    """Return the names that a peer may have; of another namespace it has none."""
    selector = peer.get("podSelector", {})
    found = {
        text for key, text in selector.get("matchLabels", {}).items() if key == NAME
    }
    for expression in selector.get("matchExpressions", []):
        assert (NAME, "In") == (expression["key"], expression["operator"])
        found |= set(expression["values"])
    return set() if "namespaceSelector" in peer else found


def test_the_release_is_named_exactly(source: Path) -> None:
    """And is the one whose definitions the manifests are held against."""
    url, *_ = read(KUSTOMIZATION)["resources"]
    (version,) = re.findall(r"\?ref=(v\d+\.\d+\.\d+)$", url)
    assert source.name.endswith(f"@{version}")
    assert (
        f"quay.io/argoproj/argocd:{version}"
        in (source / "manifests" / "install.yaml").read_text()
    )


def test_every_file_is_installed() -> None:
    """One that is only there changes nothing."""
    told = read(KUSTOMIZATION)
    listed = {*told["resources"][1:], *(each["path"] for each in told["patches"])}
    assert listed == {file.name for file in INSTALL.glob("*.yaml")} - {
        "kustomization.yaml"
    }


def test_every_pod_has_a_policy(installed: list[Object]) -> None:
    """Of its own, in the place of the one that Argo CD brings."""
    workloads = [
        each for each in installed if each["kind"] in ("Deployment", "StatefulSet")
    ]
    pods = {each["spec"]["template"]["metadata"]["labels"][NAME] for each in workloads}
    policies = [each for each in installed if each["kind"] == "NetworkPolicy"]
    assert len(pods) + 1 == len(policies)
    assert pods == {subject(policy(file)) for file in POLICIES}
    for each in policies:
        assert ["Ingress", "Egress"] == each["spec"]["policyTypes"]
        assert "argocd" == each["metadata"]["namespace"]


def test_an_api_server_takes_all_of_it(
    api: ControlPlane, installed: list[Object]
) -> None:
    """Every field is one that it knows."""
    text = json.dumps(listed(installed))
    strict = ("--server-side", "--force-conflicts", "--validate=strict")
    words = ("apply", *strict, "--dry-run=server", "--filename=-")
    assert len(installed) == len(api.done(*words, stdin=text).splitlines())


def test_settings_of_the_release_stay(installed: list[Object]) -> None:
    """Ours come to them: what is left out of watching, and the label to be found by."""
    (settings,) = [
        each for each in installed if each["metadata"]["name"] == "argocd-cm"
    ]
    ours = yaml.safe_load((INSTALL / "configmap-argocd-cm.yaml").read_text())["data"]
    assert ours.items() <= settings["data"].items()
    assert "EndpointSlice" in settings["data"]["resource.exclusions"]
    assert "argocd" == settings["metadata"]["labels"]["app.kubernetes.io/part-of"]


def test_pods_keep_the_strictest_standard(installed: list[Object]) -> None:
    """The namespace enforces it."""
    (namespace,) = [each for each in installed if each["kind"] == "Namespace"]
    assert {"pod-security.kubernetes.io/enforce": "restricted"} == namespace[
        "metadata"
    ]["labels"]
    for each in installed:
        if each["kind"] in ("Deployment", "StatefulSet"):
            assert [] == loose(each["spec"]["template"]["spec"]), each["metadata"][
                "name"
            ]


def loose(spec: Object) -> list[str]:
    """Name the containers of a pod that may more than that standard allows."""
    shared = spec.get("securityContext", {})
    found = []
    for container in (*spec["containers"], *spec.get("initContainers", [])):
        own = {**shared, **container.get("securityContext", {})}
        kept = (
            own.get("runAsNonRoot") is True
            and own.get("allowPrivilegeEscalation") is False
            and own.get("capabilities") == {"drop": ["ALL"]}
            and own.get("seccompProfile") == {"type": "RuntimeDefault"}
        )
        found += [] if kept else [container["name"]]
    return found


def test_a_pod_that_may_more_is_named() -> None:
    """By its container."""
    assert ["a"] == loose({"containers": [{"name": "a"}]})


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.stem)
def test_only_those_are_let_in_that_have_to(file: Path) -> None:
    """Its peers by name, and Prometheus; to the server whoever finds it."""
    spec = policy(file)
    found = set()
    for rule in spec.get("ingress", []):
        for peer in rule.get("from", []):
            if "namespaceSelector" in peer:
                assert MONITORING == peer["namespaceSelector"]["matchLabels"]
            found |= names(peer)
        if "from" not in rule:
            assert "argocd-server" == subject(spec)
    expected, port = PEERS.get(subject(spec), (set(), 0))
    assert expected == found
    if expected:
        assert port in [each["port"] for each in spec["ingress"][0]["ports"]]


def test_who_may_ask_is_let_out_to_ask() -> None:
    """What one policy lets in, another one lets out, by the same port."""
    specs = [policy(file) for file in POLICIES]
    out = {
        (subject(spec), name, each["port"])
        for spec in specs
        for rule in spec["egress"]
        for peer in rule.get("to", [])
        for name in names(peer)
        for each in rule["ports"]
    }
    let_in = {
        (name, subject(spec), each["port"])
        for spec in specs
        for rule in spec.get("ingress", [])
        for peer in rule.get("from", [])
        for name in names(peer)
        for each in rule["ports"]
    }
    assert let_in == out


def test_a_policy_opens_ports_that_are_there(installed: list[Object]) -> None:
    """Of the services that find its pods."""
    for file in POLICIES:
        spec = policy(file)
        opened = {
            each["port"] for rule in spec.get("ingress", []) for each in rule["ports"]
        }
        assert opened
        assert opened <= served(installed, subject(spec))


def served(installed: list[Object], name: str) -> set[int]:
    """Return the ports of a pod that services lead to."""
    named = {
        port.get("name"): port["containerPort"]
        for each in installed
        if each["kind"] in ("Deployment", "StatefulSet")
        and each["spec"]["template"]["metadata"]["labels"][NAME] == name
        for container in each["spec"]["template"]["spec"]["containers"]
        for port in container.get("ports", [])
    }
    targets = [
        port.get("targetPort", port["port"])
        for each in installed
        if each["kind"] == "Service" and each["spec"]["selector"].get(NAME) == name
        for port in each["spec"]["ports"]
    ]
    return {named.get(target, target) for target in targets}


def test_nobody_else_talks() -> None:
    """But to the names' server."""
    spec = policy(INSTALL / "networkpolicy-default-deny.yaml")
    assert {} == spec["podSelector"]
    assert "ingress" not in spec
    assert [[53, 53]] == [
        [each["port"] for each in rule["ports"]] for rule in spec["egress"]
    ]


def test_the_application_of_argo_cd_installs_what_a_person_did() -> None:
    """So that it goes on as it began."""
    app = read("platform/application-argocd.yaml")["spec"]
    assert ("argocd/install", "argocd") == (
        app["source"]["path"],
        app["destination"]["namespace"],
    )
