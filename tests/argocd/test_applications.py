"""Do applications keep the rules that all of them have?"""

import re
import tomllib
from pathlib import Path

import pytest

from tests.argocd.manifests import (
    ARGOCD,
    ENVIRONMENTS,
    ROOT,
    App,
    Object,
    apps,
    built,
    kind_of,
    of_kind,
    read,
)

APPS = [pytest.param(app, id=app.name) for app in apps()]
CHARTS = [
    pytest.param(source, id=source["chart"])
    for app in apps()
    for source in app.sources
    if "chart" in source
]
# What has to be there before something else: a later wave waits for an earlier one.
ORDER = ("argocd", "argo-rollouts", "policies", "release-ledger")


@pytest.mark.parametrize("app", APPS)
def test_what_is_changed_by_hand_is_put_back(app: App) -> None:
    """And a sync that failed takes the newest commit when it tries again."""
    policy = app.spec["syncPolicy"]
    assert policy["automated"]["selfHeal"] is True
    assert policy["retry"]["refresh"] is True
    assert 0 < policy["retry"]["limit"] <= 5
    assert "ServerSideApply=true" in policy["syncOptions"]


@pytest.mark.parametrize("app", APPS)
def test_what_leaves_git_leaves_the_cluster(app: App) -> None:
    """But for Argo CD itself, which is what would bring it back."""
    pruned = app.spec["syncPolicy"]["automated"].get("prune", False)
    assert pruned is (app.name != "argocd")


@pytest.mark.parametrize("app", APPS)
def test_without_its_application_a_thing_goes_on_running(app: App) -> None:
    """None takes along what it has made."""
    assert "finalizers" not in app.metadata


@pytest.mark.parametrize("each", of_kind("ApplicationSet"))
def test_a_set_leaves_behind_what_its_applications_made(each: Object) -> None:
    """And knows no parameter that is not there."""
    spec = each["spec"]
    assert spec["syncPolicy"] == {"preserveResourcesOnDeletion": True}
    assert spec["goTemplate"] is True
    assert spec["goTemplateOptions"] == ["missingkey=error"]
    # It would switch automated sync off.
    assert "strategy" not in spec


@pytest.mark.parametrize("app", APPS)
def test_no_application_is_of_the_project_that_allows_everything(app: App) -> None:
    """But of one that is here."""
    projects = {each["metadata"]["name"] for each in of_kind("AppProject")}
    assert app.spec["project"] in projects - {"default"}


def test_repository_and_branch_are_the_same_everywhere() -> None:
    """In what a person applies; sets have them from the Secret of a cluster."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    branch = pyproject["tool"]["pipeline"].get("ship", {}).get("branch", "main")
    facts = read("clusters/secret-in-cluster.yaml")["metadata"]["annotations"]
    named = {
        (each["spec"]["source"]["repoURL"], each["spec"]["source"]["targetRevision"])
        for each in of_kind("Application")
    }
    repository = facts["release_ledger_repository"]
    assert {(repository, branch)} == named
    assert branch == facts["release_ledger_revision"]
    for project in of_kind("AppProject"):
        assert repository == project["spec"]["sourceRepos"][0]


@pytest.mark.parametrize("app", APPS)
def test_a_set_has_from_the_cluster_what_the_cluster_has(app: App) -> None:
    """Each fact that a template names is an annotation of the Secret."""
    facts = read("clusters/secret-in-cluster.yaml")["metadata"]["annotations"]
    text = (ARGOCD / app.file).read_text()
    assert set(re.findall(r"\.metadata\.annotations\.(\w+)", text)) <= facts.keys()


@pytest.mark.parametrize("each", of_kind("ApplicationSet"))
def test_a_set_selects_clusters_that_are_labelled(each: Object) -> None:
    """The cluster of Argo CD itself has every label that there is."""
    labels = read("clusters/secret-in-cluster.yaml")["metadata"]["labels"]
    text = str(each["spec"]["generators"])
    (wanted,) = re.findall(r"'((?:platform|release-ledger)/[^']+)': 'true'", text)
    for stage in ENVIRONMENTS:
        assert "true" == labels[wanted.replace("{{.stage}}", stage)]


def test_a_label_that_no_set_selects_is_none() -> None:
    """It would promise what does not happen."""
    labels = read("clusters/secret-in-cluster.yaml")["metadata"]["labels"]
    sets = {each["metadata"]["name"] for each in of_kind("ApplicationSet")}
    known = {f"platform/{name}" for name in sets - {"release-ledger"}}
    known |= {f"release-ledger/{stage}" for stage in ENVIRONMENTS}
    assert known == labels.keys() - {"argocd.argoproj.io/secret-type"}


def test_the_service_has_an_application_for_each_environment() -> None:
    """Whose name ends with it: that is how the ledger knows where it is."""
    spec = read("applicationset.yaml")["spec"]
    stages, _ = spec["generators"][0]["matrix"]["generators"]
    name = spec["template"]["metadata"]["name"]
    assert ENVIRONMENTS == [each["stage"] for each in stages["list"]["elements"]]
    assert re.search(r"-(\{\{end\}\})?\{\{\.stage\}\}$", name)
    assert "k8s/overlays/{{.stage}}" == spec["template"]["spec"]["source"]["path"]


def test_every_overlay_is_an_environment() -> None:
    """One that no application follows would be dead."""
    overlays = [path.name for path in (ROOT / "k8s" / "overlays").iterdir()]
    assert sorted(ENVIRONMENTS) == sorted(overlays)


@pytest.mark.parametrize("app", APPS)
def test_what_an_application_is_made_of_is_there(app: App) -> None:
    """Each folder is one that kustomize builds."""
    for path in app.paths:
        for stage in ENVIRONMENTS:
            folder = ROOT / path.replace("{{.stage}}", stage)
            assert (folder / "kustomization.yaml").is_file()


@pytest.mark.parametrize("source", CHARTS)
def test_a_chart_is_of_an_exact_version(source: dict[str, str]) -> None:
    """Neither a range nor a pre-release."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", source["targetRevision"])


def test_waves_bring_first_what_others_need() -> None:
    """Projects before all, the service last."""
    waves = {app.name: app.wave for app in apps()}
    ordered = [waves[name] for name in ORDER]
    assert sorted(set(ordered)) == ordered
    assert waves["release-ledger"] == max(waves.values())
    for project in of_kind("AppProject"):
        wave = project["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"]
        assert int(wave) < min(waves.values())


def test_the_root_installs_all_that_is_applied() -> None:
    """But for Argo CD's own files, which have an application of their own."""
    listed = read("kustomization.yaml")["resources"]
    expected = [app.file for app in apps()]
    expected += [
        "appproject.yaml",
        "appproject-platform.yaml",
    ]
    assert sorted(expected) == sorted(listed)


@pytest.mark.parametrize("stage", ENVIRONMENTS)
def test_differences_are_ignored_only_where_a_controller_writes(
    stage: str, kubectl: Path
) -> None:
    """What Git says there would be ignored, too: it must say nothing."""
    rendered = built(kubectl, ROOT / "k8s" / "overlays" / stage)
    for ignored in read("applicationset.yaml")["spec"]["template"]["spec"][
        "ignoreDifferences"
    ]:
        kind = (ignored.get("group", ""), ignored["kind"])
        found = [each for each in rendered if kind_of(each) == kind]
        assert found
        for each in found:
            assert not [path for path in ignored["jsonPointers"] if has(each, path)]


def has(document: object, pointer: str) -> bool:
    """Say whether something lies at a JSON pointer."""
    for name in pointer.split("/")[1:]:
        if not isinstance(document, dict) or name not in document:
            return False
        document = document[name]
    return True


def test_a_pointer_is_followed() -> None:
    """To what lies there, and no further."""
    assert has({"spec": {"replicas": 1}}, "/spec/replicas")
    assert not has({"spec": {}}, "/spec/replicas")
    assert not has({"spec": 1}, "/spec/replicas")
