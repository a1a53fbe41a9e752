"""Do cluster, Argo CD, workflows and service agree on what they all name?"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import parse
from app.variables import READERS, SECRET
from app.web.probes import bp
from pipeline.core.environments.decision import Places
from pipeline.core.environments.image_component import image_of, with_image
from pipeline.core.project.environment import Environment

ROOT = Path(__file__).parent.parent
K8S, ARGOCD = ROOT / "k8s", ROOT / "argocd"
WORKFLOWS = ROOT / ".github" / "workflows"
NAMES = [each.value for each in Environment]
# What is not one object a file has its own tests: rules of Falco, settings of tools.
FOLDERS = (K8S / "base", K8S / "components", K8S / "overlays", ARGOCD)
MANIFESTS = sorted(
    file
    for folder in FOLDERS
    for file in folder.rglob("*.yaml")
    if file.parent.name != "kustomizeconfig"
)
# Time for a balancer to hear of it, and for the process to end, in seconds.
SPARE = 5


def read(*path: str) -> dict[str, Any]:
    """Return the one document of a file."""
    document: dict[str, Any] = yaml.safe_load(ROOT.joinpath(*path).read_text())
    return document


def pod(name: str) -> dict[str, Any]:
    """Return what the pods of a workload are."""
    spec: dict[str, Any] = read("k8s", "base", name)["spec"]["template"]["spec"]
    return spec


PODS = [pytest.param(pod(f"{name}.yaml"), id=name) for name in ("rollout", "job")]
SETTINGS = dict(
    line.split("=", 1)
    for line in (K8S / "base" / "settings.env").read_text().splitlines()
)


@pytest.mark.parametrize(
    "file", MANIFESTS, ids=lambda file: str(file.relative_to(ROOT))
)
def test_manifests_are_small(file: Path) -> None:
    """One object a file, named by its kind, to be read at a glance."""
    text = file.read_text()
    assert len(text.splitlines()) <= 60
    document = yaml.safe_load(text)
    if isinstance(document, list):
        # A patch of several kinds.
        return
    kind = document["kind"].lower()
    named = {"component": "kustomization"}.get(kind, kind)
    assert file.stem.split("-")[0] == named


def test_environments_have_the_same_names_everywhere() -> None:
    """In overlays, in Argo CD's set, and in what it may touch."""
    overlays = sorted(path.name for path in (K8S / "overlays").iterdir())
    (generator,) = read("argocd", "applicationset.yaml")["spec"]["generators"]
    stages, _ = generator["matrix"]["generators"]
    project = read("argocd", "appproject.yaml")["spec"]
    places = [each["namespace"] for each in project["destinations"]]
    assert sorted(NAMES) == overlays
    assert NAMES == [each["stage"] for each in stages["list"]["elements"]]
    assert [f"release-ledger-{name}" for name in NAMES] == places


@pytest.mark.parametrize("file", sorted(WORKFLOWS.glob("*.yaml")), ids=lambda f: f.name)
def test_workflows_offer_environments_by_their_names(file: Path) -> None:
    """In their order; promotion leaves out the first, or the last."""
    for options in re.findall(r"(?m)^\s+options: \[(.+)\]$", file.read_text()):
        offered = options.split(", ")
        assert offered in (NAMES, NAMES[1:], NAMES[:-1])


@pytest.mark.parametrize("name", NAMES)
def test_an_overlay_lies_where_its_name_says(name: str) -> None:
    """And its image is a component of its own that effects can write."""
    overlay = read("k8s", "overlays", name, "kustomization.yaml")
    component = Places().component(Environment(name))
    assert f"release-ledger-{name}" == overlay["namespace"]
    # The last one: what comes after it would have no image.
    assert "image" == overlay["components"][-1]
    written = (ROOT / component).read_text()
    assert written == with_image(written, image_of(written, component), component)
    assert "images" not in overlay


def test_no_manifest_names_an_image_but_the_components() -> None:
    """All others have the placeholder that those fill in."""
    for param in PODS:
        (spec,) = param.values
        assert isinstance(spec, dict)
        images = [each["image"] for each in spec["containers"]]
        assert ["release-ledger"] == images


def test_probes_ask_what_the_service_answers() -> None:
    """On the ports that it listens to."""
    (container,) = pod("rollout.yaml")["containers"]
    ports = {each["name"]: each["containerPort"] for each in container["ports"]}
    settings = parse({})
    assert {"http": settings.port, "metrics": settings.metrics_port} == ports
    # What a blueprint will answer is known to it as functions only.
    source = Path(bp.root_path, "probes.py").read_text()
    for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
        asked = container[kind]["httpGet"]
        assert f'@bp.get("{asked["path"]}")' in source
        assert "http" == asked["port"]


@pytest.mark.parametrize("name", ["service", "service-metrics"])
def test_services_find_the_pods_and_their_ports(name: str) -> None:
    """By labels that the pods have."""
    spec = read("k8s", "base", f"{name}.yaml")["spec"]
    template = read("k8s", "base", "rollout.yaml")["spec"]["template"]
    (container,) = template["spec"]["containers"]
    ports = {each["name"] for each in container["ports"]}
    assert spec["selector"] == template["metadata"]["labels"]
    assert {each["targetPort"] for each in spec["ports"]} <= ports


def test_settings_are_some_that_the_service_knows() -> None:
    """None of them is a secret: those come from a Secret, by its name."""
    known = {name.upper() for name in READERS}
    assert SETTINGS.keys() <= known - SECRET
    parse(SETTINGS)


def test_a_pod_is_given_the_time_that_the_service_takes_to_stop() -> None:
    """It drains first, and then lets requests end."""
    settings = parse(SETTINGS)
    needed = settings.drain_seconds + settings.graceful_seconds + SPARE
    assert pod("rollout.yaml")["terminationGracePeriodSeconds"] >= needed


@pytest.mark.parametrize("spec", PODS)
def test_pods_run_as_the_user_of_the_image(spec: dict[str, Any]) -> None:
    """Who can write nothing but /tmp, and cannot become another one."""
    user = re.search(r"(?m)^USER (\d+):(\d+)$", (ROOT / "Dockerfile").read_text())
    assert user is not None
    context = spec["securityContext"]
    (container,) = spec["containers"]
    assert [int(each) for each in user.groups()] == [
        context["runAsUser"],
        context["runAsGroup"],
    ]
    assert {"type": "RuntimeDefault"} == context["seccompProfile"]
    assert {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    } == container["securityContext"]
    assert ["/tmp"] == [each["mountPath"] for each in container["volumeMounts"]]
    assert spec["automountServiceAccountToken"] is False


@pytest.mark.parametrize("spec", PODS)
def test_pods_are_given_all_that_they_may_take(spec: dict[str, Any]) -> None:
    """So that none is the first to be killed when a node runs out of memory."""
    (container,) = spec["containers"]
    assert container["resources"]["requests"] == container["resources"]["limits"]
    assert {"cpu", "memory"} == container["resources"]["limits"].keys()


def wave(*path: str) -> int:
    """Return the wave in which Argo CD applies an object."""
    annotations = read("k8s", *path)["metadata"].get("annotations", {})
    return int(annotations.get("argocd.argoproj.io/sync-wave", "0"))


def test_the_schema_is_migrated_before_the_new_code_runs() -> None:
    """In a wave of its own, after all that it needs."""
    migration = wave("base", "job.yaml")
    needed = [
        ("base", "serviceaccount.yaml"),
        ("base", "networkpolicy-dns.yaml"),
        ("components", "external-data", "networkpolicy-postgres.yaml"),
        ("components", "postgres", "networkpolicy.yaml"),
        ("components", "postgres", "networkpolicy-clients.yaml"),
        ("components", "postgres", "persistentvolumeclaim.yaml"),
        ("components", "postgres", "service.yaml"),
        ("components", "postgres", "serviceaccount.yaml"),
        ("components", "postgres", "statefulset.yaml"),
    ]
    assert max(wave(*path) for path in needed) < migration
    assert migration < wave("base", "rollout.yaml")


def test_the_migration_is_no_hook() -> None:
    """It would run again with each sync; and its Job must not vanish by itself."""
    job = read("k8s", "base", "job.yaml")
    assert "argocd.argoproj.io/hook" not in job["metadata"]["annotations"]
    assert "ttlSecondsAfterFinished" not in job["spec"]


def test_the_migration_is_the_one_of_the_composition() -> None:
    """The same command as where the service is tested."""
    (container,) = pod("job.yaml")["containers"]
    composed = read("compose.yaml")["services"]["migration"]["command"]
    assert composed == container["args"]


def test_what_dev_brings_is_what_the_composition_has() -> None:
    """The same versions of database and Redis as where the service is tested."""
    services = read("compose.yaml")["services"]
    for name, file in (("postgres", "statefulset"), ("redis", "deployment")):
        template = read("k8s", "components", name, f"{file}.yaml")["spec"]["template"]
        (container,) = template["spec"]["containers"]
        image, _, digest = container["image"].partition("@")
        assert f"/{services[name]['image']}." in image
        assert re.fullmatch("sha256:[0-9a-f]{64}", digest)
        command = services[name].get("command", [])
        assert command == container.get("args", [])[: len(command)]
