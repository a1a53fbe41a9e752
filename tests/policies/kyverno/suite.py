"""Write what "kyverno test" reads: policies, resources, context, and what is to be."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.policies.documents import MAKERS, Document, maker, pod, written
from tests.policies.places import COVERED, POLICIES, RULED, account, namespace
from tests.policies.twins import FIRST, TWINS

API = "cli.kyverno.io/v1alpha1"


def write(folder: Path, policies: str, template: Document) -> None:
    """Write a folder that Kyverno's program tests."""
    wrong = {twin.name: twin.policy for twin in TWINS}
    pods = [twin.of(pod(twin.name, template)) for twin in TWINS]
    workloads = []
    for kind in MAKERS:
        for twin in FIRST:
            name = f"{kind.lower()}-{twin.name}"
            workloads.append(maker(kind, name, twin.of(template)))
            wrong[name] = twin.policy
    resources = [placed(each) for each in [*good(template), *pods, *workloads]]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "policies.yaml").write_text(policies)
    (folder / "resources.yaml").write_text(written(resources))
    _write(folder / "context.yaml", context())
    _write(folder / "values.yaml", values())
    _write(folder / "kyverno-test.yaml", test(resources, wrong))


def _write(file: Path, document: Document) -> None:
    file.write_text(json.dumps(document, indent=2))


def good(template: Document) -> list[Document]:
    """Return what every rule lets through."""
    return [
        pod("good", template),
        *(maker(kind, f"good-{kind.lower()}", template) for kind in MAKERS),
    ]


def placed(document: Document) -> Document:
    """Return a document in the namespace in which the rules hold."""
    return document | {"metadata": {**document["metadata"], "namespace": RULED}}


def context() -> Document:
    """Return what the rules look up."""
    registries = (POLICIES / "admission" / "registries.txt").read_text()
    listed = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "allowed-registries", "namespace": "policies"},
        "data": {"registries": registries},
    }
    accounts = [account(RULED, name) for name in ("default", "release-ledger")]
    return {
        "apiVersion": API,
        "kind": "Context",
        "metadata": {"name": "context"},
        "spec": {"resources": [listed, *accounts]},
    }


def values() -> Document:
    """Return the labels that the namespaces have."""
    return {
        "apiVersion": API,
        "kind": "Value",
        "metadata": {"name": "values"},
        "namespaces": [namespace(RULED, **COVERED)],
    }


def test(resources: Iterable[Document], wrong: dict[str, str]) -> Document:
    """Return what each resource's result is to be by the rule that it is for."""
    results = []
    for each in resources:
        name = each["metadata"]["name"]
        rules = [wrong[name]] if name in wrong else [twin.policy for twin in FIRST]
        results += [result(each, rule, bad=name in wrong) for rule in rules]
    return {
        "apiVersion": API,
        "kind": "Test",
        "metadata": {"name": "rules"},
        "policies": ["policies.yaml"],
        "resources": ["resources.yaml"],
        "context": "context.yaml",
        "variables": "values.yaml",
        "results": results,
    }


def result(resource: Document, rule: str, *, bad: bool) -> Document:
    """Return what one rule is to say to one resource."""
    return {
        "policy": rule,
        "isValidatingPolicy": True,
        "kind": resource["kind"],
        "resources": [f"{RULED}/{resource['metadata']['name']}"],
        "result": "fail" if bad else "pass",
    }
