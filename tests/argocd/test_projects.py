"""Does a project allow what its applications need, and nothing else?"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from tests.argocd.charts import CHARTS
from tests.argocd.manifests import (
    ARGOCD,
    ENVIRONMENTS,
    KUSTOMIZE,
    ROOT,
    App,
    Kind,
    Object,
    apps,
    built,
    kind_of,
    listed,
    of_kind,
    read,
)

PROJECTS = [
    pytest.param(each, id=each["metadata"]["name"]) for each in of_kind("AppProject")
]
# What controllers make of other kinds. Unless a project lists it, it is not shown.
POD = ("", "Pod")
REPLICAS = ("apps", "ReplicaSet")
MADE: dict[Kind, set[Kind]] = {
    ("apps", "DaemonSet"): {POD},
    ("apps", "Deployment"): {POD, REPLICAS},
    ("apps", "StatefulSet"): {POD},
    ("argoproj.io", "AnalysisTemplate"): {("argoproj.io", "AnalysisRun")},
    ("argoproj.io", "Rollout"): {POD, REPLICAS},
    ("batch", "Job"): {POD},
}
# Argo CD makes them where an application asks for it.
NAMESPACE = ("", "Namespace")
# Of the kinds that a cluster has once, those that are in use here.
CLUSTER_WIDE = {
    NAMESPACE,
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("apiregistration.k8s.io", "APIService"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
}


def of(project: str) -> list[App]:
    """Return the applications of a project."""
    return [app for app in apps() if app.spec["project"] == project]


def allowed(project: Object) -> tuple[set[Kind], set[Kind]]:
    """Return the kinds that a project allows, those of the whole cluster first."""
    spec = project["spec"]
    wide = listed(spec["clusterResourceWhitelist"])
    return wide, listed(spec["namespaceResourceWhitelist"])


def needed(kinds: Iterable[Kind]) -> tuple[set[Kind], set[Kind]]:
    """Return the kinds that a project has to allow for these to be synced."""
    rendered = set(kinds)
    made = {child for kind in rendered for child in MADE.get(kind, set())}
    wide = rendered & CLUSTER_WIDE
    return wide | {NAMESPACE}, (rendered - wide) | made


def kinds(app: App, kubectl: Path, source: Path) -> set[Kind]:
    """Return the kinds that an application is made of."""
    found: set[Kind] = set()
    for each in app.sources:
        if "chart" in each:
            found |= CHARTS[each["chart"], each["targetRevision"]]
    for path in app.paths:
        for folder in {path.replace("{{.stage}}", stage) for stage in ENVIRONMENTS}:
            found |= rendered(ROOT / folder, kubectl, source)
    return found


def rendered(folder: Path, kubectl: Path, source: Path) -> set[Kind]:
    """Return the kinds that kustomize makes of a folder, of Argo CD's from there."""
    if folder != ARGOCD / "install":
        return {kind_of(each) for each in built(kubectl, folder)}
    base = built(kubectl, source / "manifests" / "cluster-install")
    own = [yaml.safe_load(file.read_text()) for file in folder.glob("*.yaml")]
    return {
        kind_of(each)
        for each in (*base, *own)
        if not each["apiVersion"].startswith(KUSTOMIZE)
    }


def test_the_service_s_project_allows_what_its_overlays_are(kubectl: Path) -> None:
    """Neither less nor more."""
    found = {
        kind_of(each)
        for stage in ENVIRONMENTS
        for each in built(kubectl, ROOT / "k8s" / "overlays" / stage)
    }
    assert needed(found) == allowed(read("appproject.yaml"))


def test_the_platform_s_project_allows_what_it_installs(
    kubectl: Path, source: Path
) -> None:
    """Neither less nor more."""
    found = set().union(*(kinds(app, kubectl, source) for app in of("platform")))
    assert needed(found) == allowed(read("appproject-platform.yaml"))


def test_a_kind_that_nobody_lists_is_missed() -> None:
    """And one that nobody needs is too much; pods come with what makes them."""
    wide, inside = needed([("batch", "Job"), ("rbac.authorization.k8s.io", "Role")])
    assert {NAMESPACE} == wide
    assert {("batch", "Job"), POD, ("rbac.authorization.k8s.io", "Role")} == inside


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_knows_the_sources_of_its_applications(project: Object) -> None:
    """Neither less nor more; a template's is that of the cluster's Secret."""
    facts = read("clusters/secret-in-cluster.yaml")["metadata"]["annotations"]
    asked = "{{.metadata.annotations.release_ledger_repository}}"
    found = {
        each["repoURL"].replace(asked, facts["release_ledger_repository"])
        for app in of(project["metadata"]["name"])
        for each in app.sources
    }
    assert found == set(project["spec"]["sourceRepos"])


def test_the_service_s_project_names_each_environment() -> None:
    """In the cluster of Argo CD; another one is a line that a person adds."""
    assert [
        {"name": "in-cluster", "namespace": f"release-ledger-{stage}"}
        for stage in ENVIRONMENTS
    ] == read("appproject.yaml")["spec"]["destinations"]


def test_the_platform_s_project_names_each_namespace() -> None:
    """Of its applications, and no other."""
    found = {app.namespace for app in of("platform")}
    assert [
        {"name": "in-cluster", "namespace": namespace} for namespace in sorted(found)
    ] == read("appproject-platform.yaml")["spec"]["destinations"]


@pytest.mark.parametrize("project", PROJECTS)
def test_nothing_is_allowed_by_a_pattern(project: Object) -> None:
    """Whoever adds something says what."""
    spec = project["spec"]
    assert "*" not in str(
        [spec["sourceRepos"], spec["destinations"], *allowed(project)]
    )


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        pytest.param("ci", {"get", "sync"}, id="ci"),
        pytest.param(
            "on-call",
            {
                "get",
                "sync",
                "action/argoproj.io/Rollout/abort",
                "action/argoproj.io/Rollout/promote-full",
                "action/argoproj.io/Rollout/resume",
                "action/argoproj.io/Rollout/retry",
            },
            id="on-call",
        ),
    ],
)
def test_a_role_may_do_this(role: str, actions: set[str]) -> None:
    """In its own project, and nothing else."""
    roles = {each["name"]: each for each in read("appproject.yaml")["spec"]["roles"]}
    found = set()
    for policy in roles[role]["policies"]:
        kind, who, what, action, on, effect = policy.split(", ")
        assert ("p", f"proj:release-ledger:{role}") == (kind, who)
        assert ("applications", "release-ledger/*", "allow") == (what, on, effect)
        found.add(action)
    assert actions == found


def test_the_rules_hold_in_the_namespaces_that_are_made() -> None:
    """By the labels that they ask of a namespace."""
    rule = ROOT / "k8s/policies/rules/validatingadmissionpolicy-namespaces.yaml"
    needs, *_ = yaml.safe_load(rule.read_text())["spec"]["variables"]
    asked = dict(re.findall(r"'([^']+)': '([^']+)'", needs["expression"]))
    template = read("applicationset.yaml")["spec"]["template"]["spec"]
    assert asked
    assert asked == template["syncPolicy"]["managedNamespaceMetadata"]["labels"]
