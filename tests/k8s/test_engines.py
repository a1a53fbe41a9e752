"""Do the manifests of the engines keep what docs/engines.md promises?"""

import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from engine import pins
from pipeline.core.project.engines import engines
from tests.k8s.rendered import K8S, Object, Rendered, build

FOLDER = K8S / "engine"
NAME = f"engine-{pins.DAGGER.replace('.', '-')}"
# What an engine gives itself to stop, in seconds.
STOPS = 300


@pytest.fixture(name="rendered", scope="module")
def _rendered() -> Rendered:
    return build(FOLDER)


@pytest.fixture(name="pods")
def _pods(rendered: Rendered) -> Object:
    spec: Object = rendered.one("StatefulSet", NAME)["spec"]["template"]["spec"]
    return spec


def container(pods: Object, name: str) -> Object:
    """Return a container of the pods, also one that starts first."""
    both = [*pods["containers"], *pods["initContainers"]]
    (found,) = [each for each in both if each["name"] == name]
    return dict(found)


def test_the_version_is_the_module_s_and_every_name_carries_it(
    rendered: Rendered, pods: Object
) -> None:
    """But for the namespace, which all versions share."""
    assert f"registry.dagger.io/engine:{pins.DAGGER}" == (
        container(pods, "engine")["image"]
    )
    version = NAME.removeprefix("engine-")
    for each in rendered.objects:
        if each["kind"] != "Namespace":
            assert version in each["metadata"]["name"]
            assert "dagger" == each["metadata"]["namespace"]


def test_two_versions_share_no_object_and_no_pod(tmp_path: Path) -> None:
    """Each selector takes the pods of its own version only."""
    tree = tmp_path / "engine"
    shutil.copytree(FOLDER, tree)
    shutil.copytree(tree / "v0-19-10", tree / "v9-9-9")
    other = tree / "v9-9-9" / "kustomization.yaml"
    text = other.read_text().replace("v0-19-10", "v9-9-9").replace("v0.19.10", "v9.9.9")
    other.write_text(text)
    both = tree / "kustomization.yaml"
    both.write_text(f"{both.read_text()}  - v9-9-9\n")
    rendered = build(tree)
    names = [(each["kind"], each["metadata"]["name"]) for each in rendered.objects]
    assert len(names) == len(set(names))
    selectors = [
        str(spec.get("podSelector") or spec.get("selector"))
        for each in rendered.objects
        if (spec := each.get("spec", {})).keys() & {"podSelector", "selector"}
    ]
    assert len(selectors) >= 10
    assert all(("v9.9.9" in text) != ("v0.19.10" in text) for text in selectors)


def test_an_engine_keeps_its_cache(rendered: Rendered, pods: Object) -> None:
    """A volume each, kept, larger than what garbage collection leaves."""
    spec = rendered.one("StatefulSet", NAME)["spec"]
    assert {"whenDeleted": "Retain", "whenScaled": "Retain"} == (
        spec["persistentVolumeClaimRetentionPolicy"]
    )
    (claim,) = spec["volumeClaimTemplates"]
    mounts = {
        m["name"]: m["mountPath"] for m in container(pods, "engine")["volumeMounts"]
    }
    assert "/var/lib/dagger" == mounts[claim["metadata"]["name"]]
    assert "100Gi" == claim["spec"]["resources"]["requests"]["storage"]
    assert 'maxUsedSpace = "80GB"' in (FOLDER / "base" / "engine.toml").read_text()


def test_nobody_gets_the_node() -> None:
    """A gate that asks for a container with all of its rights is refused."""
    settings = tomllib.loads((FOLDER / "base" / "engine.toml").read_text())
    assert [] == settings["insecure-entitlements"]


def test_an_engine_has_time_to_stop(pods: Object) -> None:
    """More than it takes itself: killed in the same second it has written nothing."""
    assert pods["terminationGracePeriodSeconds"] > STOPS


def test_a_drain_takes_one_engine_at_a_time(rendered: Rendered) -> None:
    """And one that is broken keeps no node."""
    spec = rendered.one("PodDisruptionBudget", NAME)["spec"]
    assert (1, "AlwaysAllow") == (
        spec["maxUnavailable"],
        spec["unhealthyPodEvictionPolicy"],
    )
    selector = rendered.one("StatefulSet", NAME)["spec"]["selector"]
    assert selector == spec["selector"]


def test_probes_run_the_cli_against_the_pod_s_own_engine(pods: Object) -> None:
    """A busy one is not killed: liveness waits for ten minutes."""
    engine = container(pods, "engine")
    (address,) = [e["value"] for e in engine["env"] if "RUNNER_HOST" in e["name"]]
    assert address in engine["args"]
    for name in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert ["dagger", "--silent", "core", "version"] == (
            engine[name]["exec"]["command"]
        )
    live = engine["livenessProbe"]
    assert live["periodSeconds"] * live["failureThreshold"] >= 600


def test_an_engine_listens_on_no_port(pods: Object) -> None:
    """Only Envoy does, which is not privileged and has no capability."""
    assert "ports" not in container(pods, "engine")
    assert not any("tcp" in word for word in container(pods, "engine")["args"])
    security = container(pods, "envoy")["securityContext"]
    assert {"drop": ["ALL"]} == security["capabilities"]
    assert "privileged" not in security and not security["allowPrivilegeEscalation"]
    assert not pods["automountServiceAccountToken"]


def test_privilege_has_a_namespace_of_its_own(rendered: Rendered, pods: Object) -> None:
    """In which the service's policies, which would refuse it, do not hold."""
    labels = rendered.one("Namespace", "dagger")["metadata"]["labels"]
    assert "privileged" == labels["pod-security.kubernetes.io/enforce"]
    assert "app.kubernetes.io/part-of" not in labels
    assert container(pods, "engine")["securityContext"]["privileged"]


def test_only_envoy_s_port_is_open_and_nothing_inside_is_in_reach(
    rendered: Rendered, pods: Object
) -> None:
    """What a repository's code runs in has no business with the cluster."""
    spec = rendered.one("NetworkPolicy", NAME)["spec"]
    (way,) = spec["ingress"]
    (port,) = container(pods, "envoy")["ports"]
    assert [{"protocol": "TCP", "port": port["containerPort"]}] == way["ports"]
    (source,) = way["from"]
    assert "ci" in source["namespaceSelector"]["matchLabels"].values()
    blocks = [
        p["ipBlock"] for rule in spec["egress"] for p in rule["to"] if "ipBlock" in p
    ]
    inside = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"}
    assert blocks and all(inside <= set(block["except"]) for block in blocks)


def test_envoy_finds_what_the_pod_mounts(pods: Object) -> None:
    """Its certificates, and the engine's socket."""
    mounts = [m["mountPath"] for m in container(pods, "envoy")["volumeMounts"]]
    document = yaml.safe_load((FOLDER / "base" / "envoy.yaml").read_text())
    text = str(document)
    assert "/run/dagger" in mounts and "/run/dagger/engine.sock" in text
    assert "/etc/engine" in mounts and "/etc/engine/ca.crt" in text


def test_clients_may_exec_and_nothing_else(rendered: Rendered) -> None:
    """In that namespace only: a Role, no ClusterRole."""
    (role,) = rendered.of("Role")
    assert [] == rendered.of("ClusterRole")
    allowed = {
        (r, v) for e in role["rules"] for r in e["resources"] for v in e["verbs"]
    }
    wanted = {("pods", "get"), ("pods/exec", "create"), ("pods/exec", "get")}
    assert wanted == allowed


def test_the_guide_s_addresses_are_those_of_these_pods(pods: Object) -> None:
    """And would be taken by the settings."""
    guide = (K8S.parent / "docs" / "engines.md").read_text()
    address = f"kube-pod://{NAME}-0?namespace=dagger&container=engine"
    assert address in guide
    problems: list[str] = []
    engines({"a": address}, "engines", problems)
    assert [] == problems


@pytest.mark.parametrize(
    "file", sorted(FOLDER.rglob("*.yaml")), ids=lambda f: str(f.relative_to(FOLDER))
)
def test_files_are_small(file: Path) -> None:
    """To be read at a glance."""
    assert len(file.read_text().splitlines()) <= 60
