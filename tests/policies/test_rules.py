"""Are the rules' files whole: bound, explained, and each with a way out?"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.policies.documents import ROOT
from tests.policies.places import POLICIES
from tests.policies.twins import FIRST

RULES = sorted((POLICIES / "rules").glob("validatingadmissionpolicy-*.yaml"))
EACH = pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
# About a namespace itself: its labels are what is looked at.
UNBOUND = "namespaces-covered"
OPTIONS = "argocd.argoproj.io/sync-options"
GUIDE = ROOT / "docs" / "policies.md"


def read(file: Path) -> dict[str, Any]:
    """Return the one document of a file."""
    document: dict[str, Any] = yaml.safe_load(file.read_text())
    return document


def binding(file: Path) -> dict[str, Any]:
    """Return the binding of a rule."""
    name = file.name.replace("policy-", "policybinding-")
    found: dict[str, Any] = read(POLICIES / "admission" / name)
    return found


@EACH
def test_a_rule_is_bound_so_that_it_refuses(file: Path) -> None:
    """And is written into the audit log."""
    rule, bound = read(file)["metadata"]["name"], binding(file)
    assert rule == bound["spec"]["policyName"] == bound["metadata"]["name"]
    assert ["Deny", "Audit"] == bound["spec"]["validationActions"]
    assert "Fail" == read(file)["spec"]["failurePolicy"]


@EACH
def test_a_rule_has_an_exception_of_its_own(file: Path) -> None:
    """By a label of the namespace, which the owners of the cluster set."""
    if read(file)["metadata"]["name"] == UNBOUND:
        assert "matchResources" not in binding(file)["spec"]
        return
    short = file.stem.removeprefix("validatingadmissionpolicy-")
    selector = binding(file)["spec"]["matchResources"]["namespaceSelector"]
    assert {"app.kubernetes.io/part-of": "release-ledger"} == selector["matchLabels"]
    assert [{"key": f"ledger.example/without-{short}", "operator": "DoesNotExist"}] == (
        selector["matchExpressions"]
    )


@EACH
def test_a_binding_that_looks_something_up_outlives_argo_cd(file: Path) -> None:
    """The API server would forget how to: pods with tokens would be let in."""
    bound = binding(file)
    options = bound["metadata"].get("annotations", {}).get(OPTIONS)
    looks_up = "paramRef" in bound["spec"]
    assert options == ("Prune=false,Delete=false" if looks_up else None)
    assert looks_up == ("paramKind" in read(file)["spec"])


@EACH
def test_a_rule_says_what_to_do(file: Path) -> None:
    """In the message for when the longer one cannot be made, too."""
    for each in read(file)["spec"]["validations"]:
        assert "; " in each["message"]
        assert "; " in each["messageExpression"]


@EACH
def test_a_rule_is_explained(file: Path) -> None:
    """With the label that is its exception."""
    guide = GUIDE.read_text()
    short = file.stem.removeprefix("validatingadmissionpolicy-")
    name = read(file)["metadata"]["name"]
    assert f"`{name}`" in guide
    assert name == UNBOUND or f"`without-{short}`" in guide


def test_each_rule_about_workloads_has_twins() -> None:
    """None is only believed in."""
    names = {read(file)["metadata"]["name"] for file in RULES}
    others = {UNBOUND, "secrets-without-token"}
    assert names - others == {twin.policy for twin in FIRST}
