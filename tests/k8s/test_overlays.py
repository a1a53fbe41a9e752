"""Does kustomize make of each overlay what its files mean?"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings, parse
from pipeline.core.environments.release_commit import with_release
from pipeline.core.project.environment import Environment
from tests.k8s.rendered import K8S, Object, Rendered, build, combined, environment
from tests.pipeline.deploy.shipping import release

NAMES = [each.value for each in Environment]
SWITCHED = [each for each in NAMES if each != "dev"]
COMBINATIONS = (
    ("postgres", "redis", "analysis", "canary", "cdn", "tracing", "registry", "small"),
    ("external-data", "analysis", "bluegreen", "gateway", "istio", "registry"),
    ("external-data", "analysis", "canary", "istio", "istio-canary", "gateway"),
    ("istio",),
)
# Of PostgreSQL's 100 it keeps three for its administrators, and one migrates.
CONNECTIONS = 100 - 3 - 1
# What serves, its preview, and the one before, which is kept for a while.
STACKS = 3
# What kustomize would take for the whole list, if it did not know these kinds.
PATCHES = """\
patches:
  - patch: |
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata: {name: release-ledger}
      spec: {template: {spec: {containers: [{name: api, env: [{name: A, value: b}]}]}}}
  - patch: |
      apiVersion: batch/v1
      kind: Job
      metadata: {name: release-ledger-migration}
      spec: {template: {spec: {containers: [{name: migration, tty: true}]}}}
"""
PREFIX = "namePrefix: a-\n"
LOGS = """\
configMapGenerator:
  - {name: release-ledger, behavior: merge, literals: [LOG_LEVEL=debug]}
"""


def settings(rendered: Rendered) -> Settings:
    """Return the settings that the service is given."""
    (container,) = rendered.template("api")["spec"]["containers"]
    (reference,) = [
        e["configMapRef"] for e in container["envFrom"] if "secretRef" not in e
    ]
    return parse(rendered.one("ConfigMap", reference["name"])["data"])


def unfilled(rendered: Rendered) -> list[str]:
    """Return the images that are named without a digest."""
    return [
        container["image"]
        for _, template in rendered.templates()
        for container in template["spec"]["containers"]
        if not re.search(r"@sha256:[0-9a-f]{64}$", container["image"])
    ]


def referred(rendered: Rendered) -> dict[str, set[str]]:
    """Return the names that objects give each other, by kind."""
    names: dict[str, set[str]] = {"ConfigMap": set(), "ServiceAccount": set()}
    for _, template in rendered.templates():
        spec = template["spec"]
        names["ServiceAccount"].add(spec["serviceAccountName"])
        sources = [e for c in spec["containers"] for e in c.get("envFrom", [])]
        mounted = [*sources, *spec.get("volumes", [])]
        for each in mounted:
            if found := each.get("configMapRef") or each.get("configMap"):
                names["ConfigMap"].add(found["name"])
    (rollout,) = rendered.of("Rollout")
    strategy = rollout["spec"]["strategy"].get("blueGreen", {})
    names["Service"] = {strategy[e] for e in strategy if e.endswith("Service")}
    names["AnalysisTemplate"] = {
        each["templateName"]
        for moment in ("prePromotionAnalysis", "postPromotionAnalysis")
        for each in strategy.get(moment, {}).get("templates", [])
    }
    (scaler,) = rendered.of("HorizontalPodAutoscaler")
    names["Rollout"] = {scaler["spec"]["scaleTargetRef"]["name"]}
    return names


def missing(rendered: Rendered) -> set[str]:
    """Return the names that objects give each other, and that none has."""
    return {
        f"{kind} {name}"
        for kind, names in referred(rendered).items()
        for name in names - rendered.names(kind)
    }


def guaranteed(spec: Object) -> bool:
    """Tell whether a pod is given all that it may take."""
    resources = [each["resources"] for each in spec["containers"]]
    return all(
        each["requests"] == each["limits"]
        and {"cpu", "memory"} <= each["limits"].keys()
        for each in resources
    )


def restricted(spec: Object) -> bool:
    """Tell whether the pod security standard of that name lets a pod in."""
    context = spec["securityContext"]
    containers = [each["securityContext"] for each in spec["containers"]]
    return (
        context["runAsNonRoot"] is True
        and {"type": "RuntimeDefault"} == context["seccompProfile"]
        and all(
            {"drop": ["ALL"]} == each["capabilities"]
            and each["allowPrivilegeEscalation"] is False
            for each in containers
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_all_of_an_environment_is_in_its_namespace(name: str) -> None:
    instance = f"release-ledger-{name}"
    for each in environment(name).objects:
        metadata = each["metadata"]
        assert instance == metadata["namespace"]
        assert instance == metadata["labels"]["app.kubernetes.io/instance"]


@pytest.mark.parametrize("name", NAMES)
def test_every_pod_says_whose_it_is(name: str) -> None:
    """One that a controller makes from a template, too."""
    for where, template in environment(name).templates():
        labels = template["metadata"]["labels"]
        for label in ("app.kubernetes.io/name", "app.kubernetes.io/part-of", "owner"):
            assert labels.get(label), f"{where} has no label {label}"


@pytest.mark.parametrize("name", NAMES)
def test_every_image_is_named_by_digest(name: str) -> None:
    assert [] == unfilled(environment(name))


def test_the_written_digest_reaches_all_that_runs_the_service(tmp_path: Path) -> None:
    """Its pods, its migration, and the Job that sends it requests."""
    digest = "sha256:" + "ab" * 32
    rendered = combined(tmp_path, ["analysis", "bluegreen"], digest=digest)
    for component in ("api", "migration", "traffic"):
        (container,) = rendered.template(component)["spec"]["containers"]
        assert f"registry.example/release-ledger@{digest}" == container["image"]


def test_a_component_after_the_image_is_not_filled_in(tmp_path: Path) -> None:
    """So the check above would see it."""
    assert ["release-ledger"] == unfilled(combined(tmp_path, ["image", "analysis"]))


@pytest.mark.parametrize("name", NAMES)
def test_names_that_objects_give_each_other_exist(name: str) -> None:
    """Those with a hash of what they hold, too."""
    assert set() == missing(environment(name))
    assert all(
        re.search("-[a-z0-9]{10}$", e) for e in referred(environment(name))["ConfigMap"]
    )


def test_names_follow_when_all_are_changed(tmp_path: Path) -> None:
    """kustomize is told where a Rollout names a ConfigMap, a Service, an analysis."""
    rendered = combined(tmp_path, ["analysis", "bluegreen"], PREFIX)
    assert {"a-release-ledger"} == rendered.names("Rollout")
    assert set() == missing(rendered)


def test_names_are_lost_where_kustomize_is_not_told(tmp_path: Path) -> None:
    """So the check above would see it."""
    rendered = combined(
        tmp_path, ["analysis", "bluegreen"], PREFIX, without="configurations"
    )
    assert {"Service release-ledger", "Rollout release-ledger"} <= missing(rendered)


def test_patches_merge_containers_by_name(tmp_path: Path) -> None:
    """Of the rollout as of kinds that kustomize knows by itself."""
    rendered = combined(tmp_path, [], PATCHES)
    (api,) = rendered.template("api")["spec"]["containers"]
    (migration,) = rendered.template("migration")["spec"]["containers"]
    assert ["A", "RELEASE_COMMIT"] == [entry["name"] for entry in api["env"]]
    assert 2 == len(api["ports"])
    assert "image" in api and "args" in migration


def test_patches_replace_containers_where_kustomize_is_not_told(tmp_path: Path) -> None:
    """So the check above would see it."""
    rendered = combined(tmp_path, [], PATCHES, without="openapi")
    (api,) = rendered.template("api")["spec"]["containers"]
    assert {"name", "env"} == api.keys()


def test_a_new_image_is_migrated_once(tmp_path: Path) -> None:
    """Its Job has another name; with the same image and other settings it has not."""
    names: list[str] = []
    for number, more in (("1", ""), ("2", ""), ("2", LOGS)):
        folder = tmp_path / str(len(names))
        rendered = combined(folder, [], more, digest=f"sha256:{number * 64}")
        names += [each["metadata"]["name"] for each in rendered.of("Job")]
    first, second, again = names
    assert first != second == again
    assert len(first) <= 63


@pytest.mark.parametrize("name", NAMES)
def test_replicas_are_the_autoscalers_alone(name: str) -> None:
    """What Git said would be set back with each sync."""
    rendered = environment(name)
    spec = rendered.one("HorizontalPodAutoscaler")["spec"]
    assert "replicas" not in rendered.one("Rollout")["spec"]
    assert 1 <= spec["minReplicas"] < spec["maxReplicas"]
    assert "Rollout" == spec["scaleTargetRef"]["kind"]


@pytest.mark.parametrize("name", NAMES)
def test_the_database_has_connections_for_all_pods(name: str) -> None:
    """Also while a switch runs."""
    given = settings(environment(name))
    spec = environment(name).one("HorizontalPodAutoscaler")["spec"]
    pods = spec["maxReplicas"] * STACKS
    assert given.database_pool * given.web_concurrency * pods <= CONNECTIONS


@pytest.mark.parametrize("name", NAMES)
def test_pods_may_be_evicted_one_at_a_time(name: str) -> None:
    """Never all that serve, and never none: a node must be emptied some day."""
    budget = environment(name).one("PodDisruptionBudget")["spec"]
    labels = environment(name).template("api")["metadata"]["labels"]
    assert 1 == budget["maxUnavailable"]
    assert budget["selector"]["matchLabels"].items() <= labels.items()


def test_dev_rolls_without_steps() -> None:
    strategy = environment("dev").one("Rollout")["spec"]["strategy"]
    assert {"canary": {"maxSurge": 1, "maxUnavailable": 0}} == strategy


@pytest.mark.parametrize("name", SWITCHED)
def test_other_environments_switch_after_an_analysis(name: str) -> None:
    """And go back by themselves."""
    spec = environment(name).one("Rollout")["spec"]
    (strategy,) = spec["strategy"].keys()
    assert "blueGreen" == strategy
    switch = spec["strategy"][strategy]
    assert {"prePromotionAnalysis", "postPromotionAnalysis"} <= switch.keys()
    assert spec["progressDeadlineAbort"] is True
    # With it a scaling event during an analysis gets a switch stuck.
    assert "previewReplicaCount" not in switch
    assert "workloadRef" not in spec


@pytest.mark.parametrize("components", COMBINATIONS, ids="+".join)
def test_components_go_together(components: tuple[str, ...], tmp_path: Path) -> None:
    rendered = combined(tmp_path, components)
    settings(rendered)
    assert [] == unfilled(rendered)
    assert set() == missing(rendered)
    for where, template in rendered.templates():
        assert guaranteed(template["spec"]), where
        assert restricted(template["spec"]), where
        assert template["spec"]["automountServiceAccountToken"] is False
    strategies: dict[str, Any] = rendered.one("Rollout")["spec"]["strategy"]
    assert 1 == len(strategies)


def test_every_component_is_in_some_combination() -> None:
    used = {each for combination in COMBINATIONS for each in combination}
    assert {path.name for path in (K8S / "components").iterdir()} == used


@pytest.mark.parametrize("name", NAMES)
def test_no_pod_is_the_first_to_be_killed(name: str) -> None:
    """When a node runs out of memory, or a namespace is restricted."""
    for where, template in environment(name).templates():
        assert guaranteed(template["spec"]), where
        assert restricted(template["spec"]), where


@pytest.mark.parametrize("name", NAMES)
def test_a_release_hands_its_commit_to_the_service(name: str, tmp_path: Path) -> None:
    """By an annotation of the pods, so that the image needs not know it."""
    shutil.copytree(K8S, tmp_path / "k8s")
    path = tmp_path / f"k8s/overlays/{name}/image/kustomization.yaml"
    path.write_text(with_release(path.read_text(), release(7), path.name))
    template = build(path.parent.parent).template("api")
    (entry,) = template["spec"]["containers"][0]["env"]
    field = entry["valueFrom"]["fieldRef"]["fieldPath"]
    (annotation,) = re.findall(r"^metadata.annotations\['(.*)'\]$", field)
    assert "RELEASE_COMMIT" == entry["name"]
    assert release(7).commit == template["metadata"]["annotations"][annotation]
