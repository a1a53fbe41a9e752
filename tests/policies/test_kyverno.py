"""Does Kyverno enforce the same rules as the API server?"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from cluster.client import Client
from tests.policies.documents import Document, pod, read
from tests.policies.kyverno import suite
from tests.policies.places import POLICIES
from tests.policies.twins import FIRST, TWINS

# What is looked up: the API server hands it to a rule, Kyverno asks for it.
LOOKED_UP = {
    "images-from-allowed-registries": "allowed",
    "pods-without-token": "optedIn",
}
KINDS = ("ValidatingAdmissionPolicy", "ValidatingPolicy")
Rules = dict[str, dict[str, Any]]


@pytest.fixture(name="texts", scope="module")
def _texts(api: Client) -> dict[str, str]:
    """What kustomize makes of both folders."""
    return {
        name: api.done("kustomize", str(POLICIES / name))
        for name in ("admission", "kyverno")
    }


def rules(text: str) -> Rules:
    """Return what each rule of a text asks."""
    return {
        each["metadata"]["name"]: each["spec"]
        for each in read(text)
        if each["kind"] in KINDS
    }


def test_both_have_the_same_rules_word_for_word(texts: dict[str, str]) -> None:
    """But for where a rule's parameters come from."""
    ours, theirs = rules(texts["admission"]), rules(texts["kyverno"])
    assert ours.keys() == theirs.keys()
    assert {twin.policy for twin in FIRST} <= ours.keys()
    assert [] == [name for name in ours if differs(name, ours[name], theirs[name])]


def differs(name: str, ours: Document, theirs: Document) -> list[str]:
    """Name the parts of a rule that are not the same."""
    parts = ("failurePolicy", "matchConditions", "validations")
    found = [part for part in parts if ours.get(part) != theirs.get(part)]
    mine, yours = (worded(each, LOOKED_UP.get(name, "")) for each in (ours, theirs))
    found += ["variables"] if mine != yours else []
    resources = "resourceRules"
    places = [each["matchConstraints"][resources] for each in (ours, theirs)]
    return found + ([resources] if places[0] != places[1] else [])


def worded(rule: Document, looked_up: str) -> list[Document]:
    """Return a rule's variables, but for the text of what is looked up."""
    return [
        each | ({"expression": ""} if each["name"] == looked_up else {})
        for each in rule.get("variables", [])
    ]


@pytest.mark.parametrize("part", ["validations", "variables", "matchConditions"])
def test_a_difference_would_be_seen(texts: dict[str, str], part: str) -> None:
    """In any of the texts of a rule."""
    rule = rules(texts["kyverno"])["containers-with-limits"]
    other = yaml.safe_load(yaml.safe_dump(rule))
    other[part][-1]["expression"] = "true"
    assert [part] == differs("containers-with-limits", rule, other)


def test_kyverno_s_rules_hold_in_the_same_namespaces(texts: dict[str, str]) -> None:
    """There a rule says so itself; here its binding does."""
    bound = {
        each["metadata"]["name"]: labels(each["spec"].get("matchResources", {}))
        for each in read(texts["admission"])
        if each["kind"] == "ValidatingAdmissionPolicyBinding"
    }
    matched = {
        name: labels(rule["matchConstraints"])
        for name, rule in rules(texts["kyverno"]).items()
    }
    assert bound == matched


def labels(resources: Document) -> Document:
    """Return which labels of a namespace are asked for."""
    found: Document = resources.get("namespaceSelector", {}).get("matchLabels", {})
    return found


def test_there_is_a_good_and_a_bad_resource_for_each_rule(
    template: Document, texts: dict[str, str], tmp_path: Path
) -> None:
    """Written as Kyverno's program reads them."""
    suite.write(tmp_path, texts["kyverno"], template)
    results = read((tmp_path / "kyverno-test.yaml").read_text())[0]["results"]
    told = {(each["policy"], each["result"]) for each in results}
    rules_of_pods = {twin.policy for twin in TWINS}
    assert {(name, end) for name in rules_of_pods for end in ("pass", "fail")} == told
    assert pod("good", template)["metadata"]["name"] == "good"


def test_kyverno_says_the_same_of_each(
    template: Document, texts: dict[str, str], tmp_path: Path
) -> None:
    """By its own program, which is too large to be built here."""
    program = shutil.which("kyverno")
    if program is None:
        pytest.skip("could not find 'kyverno': put its program on the PATH")
    suite.write(tmp_path, texts["kyverno"], template)
    ran = subprocess.run(
        [program, "test", str(tmp_path)], capture_output=True, text=True
    )
    assert 0 == ran.returncode, ran.stdout + ran.stderr
