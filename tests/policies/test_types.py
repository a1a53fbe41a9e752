"""Does the API server find fault with a rule's types?"""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest

from cluster import programs
from cluster.client import Client
from cluster.control_plane import ControlPlane, flags
from cluster.host import start
from engine.layout import Layout
from tests.policies.documents import Document, written

# The controller manager takes long to start on a machine that has much to do.
SECONDS = 120.0
POLICY = "validatingadmissionpolicies"
CHECKER = "validatingadmissionpolicy-status-controller"
MISTYPED = {
    "apiVersion": "admissionregistration.k8s.io/v1",
    "kind": "ValidatingAdmissionPolicy",
    "metadata": {"name": "mistyped"},
    "spec": {
        "matchConstraints": {
            "resourceRules": [
                {
                    "apiGroups": ["apps"],
                    "apiVersions": ["v1"],
                    "operations": ["CREATE"],
                    "resources": ["deployments"],
                }
            ]
        },
        "validations": [{"expression": "object.spec.replica > 1"}],
    },
}


@pytest.fixture(name="checked", scope="module")
def _checked(api: Client) -> Iterator[Client]:
    """The API server with the controller that checks rules, and no other."""
    if not isinstance(api, ControlPlane):
        # A whole cluster has all controllers.
        yield api
        return
    name = "kube-controller-manager"
    binary = programs.built(Layout.of(dict(os.environ)), (name,))[name]
    options = {
        "kubeconfig": api.kubeconfig,
        "controllers": CHECKER,
        "leader-elect": "false",
        "secure-port": "0",
    }
    process = start(api.host, name, [binary, *flags(options)])
    yield api
    process.stop()


def warnings(api: Client) -> dict[str, list[Any]]:
    """Return what is said of each rule, once all have been looked at."""
    deadline = time.monotonic() + SECONDS
    while True:
        rules = json.loads(api.done("get", POLICY, "--output=json"))["items"]
        if rules and all("typeChecking" in each.get("status", {}) for each in rules):
            return {each["metadata"]["name"]: said(each) for each in rules}
        assert time.monotonic() < deadline, f"not all checked in {SECONDS:.0f} s"
        time.sleep(0.2)


def said(rule: Document) -> list[Any]:
    """Return the warnings about a rule."""
    found: list[Any] = rule["status"]["typeChecking"].get("expressionWarnings", [])
    return found


def test_no_rule_is_warned_of(checked: Client) -> None:
    """Where it looks at is there in each kind of object that it looks at."""
    assert {} == {name: found for name, found in warnings(checked).items() if found}


def test_a_rule_with_a_slip_is_warned_of(checked: Client) -> None:
    """A field that there is not, planted."""
    checked.apply(written([MISTYPED]))
    found = warnings(checked)["mistyped"]
    checked.done("delete", POLICY, "mistyped")
    assert "undefined field 'replica'" in found[0]["warning"]
