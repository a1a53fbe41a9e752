"""Does argocd-bootstrap tell Argo CD what argocd/ reads, and install what it has?"""

import re
from typing import Any

import yaml

from tests.argocd.manifests import ENVIRONMENTS, of_kind, read
from tests.terraform.hcl import Module, strings, unquoted
from tests.terraform.tofu import TERRAFORM

FOLDER = TERRAFORM / "modules" / "argocd-bootstrap"
MODULE = Module.read(FOLDER)
LOCALS = {
    unquoted(name): value
    for block in MODULE.of("locals")
    for name, value in block.body.items()
}
READ = re.compile(r"metadata\.annotations\.(\w+)")


def selected() -> set[str]:
    """Return the labels that sets select clusters by, one for each environment."""
    labels = set()
    for each in of_kind("ApplicationSet"):
        for generator in _generators(each["spec"]["generators"]):
            for label in generator.get("selector", {}).get("matchLabels", {}):
                for environment in ENVIRONMENTS:
                    labels.add(label.replace("{{.stage}}", environment))
    return labels


def _generators(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for entry in entries:
        found += _generators(entry.get("matrix", {}).get("generators", []))
        found += [entry["clusters"]] if "clusters" in entry else []
    return found


def test_annotations_are_those_that_sets_read() -> None:
    """All of them, and none besides: what nobody reads is no fact."""
    used = {
        name
        for each in of_kind("ApplicationSet")
        for name in READ.findall(yaml.safe_dump(each))
    }
    assert used == set(LOCALS["annotations"])
    assert used == set(
        read("clusters/secret-in-cluster.yaml")["metadata"]["annotations"]
    )


def test_labels_are_those_that_sets_select_by() -> None:
    """A part has a set, an environment its own label."""
    prefixes = {label.rpartition("/")[0] for label in selected()}
    assert {"release-ledger", "platform"} == prefixes
    for prefix in prefixes:
        assert f'"{prefix}/${{each}}"' in str(LOCALS["labels"])
    default = {
        unquoted(each) for each in MODULE.named("variable")["platform"].body["default"]
    }
    assert {f"platform/{each}" for each in default} == {
        label for label in selected() if label.startswith("platform/")
    }


def test_the_secret_is_the_one_that_a_person_would_apply() -> None:
    """The same name and contents: the file and the module never both apply."""
    document = read("clusters/secret-in-cluster.yaml")
    (secret,) = MODULE.resources("kubernetes_secret_v1")
    body = secret.body["data"]
    assert unquoted(LOCALS["cluster"]) == document["stringData"]["name"]
    assert f"cluster-{unquoted(LOCALS['cluster'])}" == document["metadata"]["name"]
    assert unquoted(body["server"]) == document["stringData"]["server"]
    assert "insecure = false" in body["config"]
    assert set(body) - {"__comments__"} == set(document["stringData"])
    wanted = document["metadata"]["labels"]["argocd.argoproj.io/secret-type"]
    assert f'"argocd.argoproj.io/secret-type" = "{wanted}"' in str(LOCALS["labels"])


def test_the_namespace_is_argocds_own() -> None:
    """With its labels, for Terraform makes it before the manifests come."""
    document = read("install/namespace.yaml")["metadata"]
    (namespace,) = MODULE.resources("kubernetes_namespace_v1")
    (metadata,) = namespace.body["metadata"]
    assert unquoted(LOCALS["namespace"]) == document["name"]
    assert document["labels"] == {
        unquoted(key): unquoted(value) for key, value in metadata["labels"].items()
    }


def test_only_the_beginning_is_terraforms() -> None:
    """Both releases are left alone once they are there: Argo CD keeps itself."""
    releases = MODULE.resources("helm_release")
    assert {"argocd", "root"} == {each.labels[1] for each in releases}
    for each in releases:
        (lifecycle,) = each.body["lifecycle"]
        assert {"values", "chart", "version"} == set(lifecycle["ignore_changes"])


def test_the_chart_adds_nothing() -> None:
    """What it is given is what is installed: templates of others stay as they are."""
    template = (FOLDER / "chart" / "templates" / "manifests.yaml").read_text()
    assert '{{ required "manifests is empty" .Values.manifests }}\n' == template
    assert not list((FOLDER / "chart").glob("crds/*"))


def test_no_secret_is_told() -> None:
    """The Secret has a name, an address and no credentials."""
    (secret,) = MODULE.resources("kubernetes_secret_v1")
    words = " ".join(strings(secret.body["data"])).lower()
    assert not re.search(r"token|password|bearer|key", words)
