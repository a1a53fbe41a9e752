"""Do the rules end where they should: at their namespaces, lists and exceptions?"""

import time
from collections.abc import Callable

import pytest

from cluster.client import Client
from tests.policies.documents import DIGEST, Document, maker, pod, written
from tests.policies.places import (
    COVERED,
    POLICIES,
    RESTRICTED,
    RULED,
    SECONDS,
    account,
    accounts,
    answers,
    namespace,
)
from tests.policies.twins import LIMITS, READ_ONLY, REGISTRIES, TOKEN, TWINS

TWIN = {twin.name: twin for twin in TWINS}
OURS = (POLICIES / "admission" / "registries.txt").read_text()
LISTED = ("configmap", "allowed-registries", "--namespace=policies")


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds: the API server hears of a change after a while."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"does not become so in {SECONDS:.0f} s"
        time.sleep(0.1)


@pytest.fixture(name="place")
def _place(api: Client, template: Document) -> str:
    """A namespace of a team that has an exception from one rule."""
    labels = COVERED | {"ledger.example/without-limits": "until-2027-01-31"}
    api.apply(written([namespace("excepted", **labels), *accounts("excepted")]))
    return "excepted"


def test_an_exception_is_from_one_rule_only(
    api: Client, template: Document, place: str
) -> None:
    """In one namespace; what else is wrong there is refused as everywhere."""
    endless, writable = TWIN["no-limits"], TWIN["writable"]
    pods = [twin.of(pod(twin.name, template)) for twin in (endless, writable)]
    said = answers(api, place, pods)
    assert {"writable"} == said.keys()
    assert READ_ONLY in said["writable"]
    assert LIMITS in answers(api, RULED, pods)["no-limits"]


def test_an_account_that_opts_in_has_its_token(api: Client, template: Document) -> None:
    """Others in the same namespace do not."""
    label = {"ledger.example/token": "allowed"}
    api.apply(written([account(RULED, "reader", **label)]))
    twin = TWIN["token"].of(pod("token", template))
    opted = pod("reader", twin)
    opted["spec"]["serviceAccountName"] = "reader"
    until(lambda: {} == answers(api, RULED, [opted]))
    assert TOKEN in answers(api, RULED, [twin])["token"]


def test_a_rollout_that_takes_a_deployment_s_pods_is_not_asked_for_its_own(
    api: Client, template: Document
) -> None:
    """The Deployment was."""
    rollout = maker("Rollout", "borrows", template)
    del rollout["spec"]["template"], rollout["spec"]["selector"]
    reference = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "lends"}
    rollout["spec"]["workloadRef"] = reference
    assert {} == answers(api, RULED, [rollout])


def test_a_registry_is_allowed_by_a_line(api: Client, template: Document) -> None:
    """With a part of its path, and with a remark in the list."""
    foreign = TWIN["image-of-elsewhere"].of(pod("foreign", template))
    assert REGISTRIES in answers(api, RULED, [foreign])["foreign"]
    beside = pod("beside", foreign)
    beside["spec"]["containers"][0]["image"] = f"docker.io/other/busybox@{DIGEST}"
    listed = "# What the base images come from.\n\n docker.io/library \n"
    write(api, listed)
    until(lambda: {"beside"} == answers(api, RULED, [foreign, beside]).keys())
    write(api, OURS)
    until(lambda: "foreign" in answers(api, RULED, [foreign]))


def write(api: Client, registries: str) -> None:
    """Write the list of registries."""
    metadata = {"name": "allowed-registries", "namespace": "policies"}
    document = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata}
    api.apply(written([document | {"data": {"registries": registries}}]))


def test_without_a_list_of_registries_nothing_runs(
    api: Client, template: Document
) -> None:
    """A rule that cannot be asked refuses."""
    good = pod("good", template)
    api.done("delete", *LISTED)
    until(lambda: REGISTRIES in answers(api, RULED, [good]).get("good", ""))
    write(api, OURS)
    until(lambda: {} == answers(api, RULED, [good]))


def test_what_was_there_before_the_rules_can_end(
    api: Client, template: Document
) -> None:
    """It can be labelled, and lose what keeps it from being deleted; nothing more."""
    api.apply(written([namespace("older"), *accounts("older")]))
    old = TWIN["no-limits"].of(pod("old", template))
    old["metadata"]["finalizers"] = ["ledger.example/kept"]
    api.done("create", "--namespace=older", "--filename=-", stdin=written([old]))
    api.apply(written([namespace("older", **COVERED)]))
    until(lambda: "old" in answers(api, "older", [pod("old", old)], "--validate=false"))
    api.done("label", "pod", "old", "--namespace=older", "seen=yes")
    image = f"api=registry.example/release-ledger@sha256:{'c' * 64}"
    said = api.kubectl("set", "image", "pod/old", image, "--namespace=older").stderr
    assert LIMITS in said
    patch = '--patch={"metadata":{"finalizers":null}}'
    api.done("patch", "pod", "old", "--namespace=older", "--type=merge", patch)
    api.done("delete", "pod", "old", "--namespace=older", "--force")


@pytest.mark.parametrize(
    "labels, lacks",
    [
        pytest.param(RESTRICTED, "part-of=release-ledger", id="no rules"),
        pytest.param(COVERED, "enforce=restricted", id="no pod security"),
        pytest.param(
            COVERED | {"pod-security.kubernetes.io/enforce": "baseline"},
            "enforce=restricted",
            id="less pod security",
        ),
    ],
)
def test_an_environment_is_not_taken_out_of_the_rules(
    api: Client, template: Document, labels: dict[str, str], lacks: str
) -> None:
    """Neither when it is made nor later: the rules hold where its labels say so."""
    document = namespace("release-ledger-other", **labels)
    ran = api.kubectl("create", "--filename=-", stdin=written([document]))
    assert "namespaces-covered" in ran.stderr
    assert lacks in ran.stderr


def test_an_environment_s_label_cannot_be_removed(
    api: Client, template: Document
) -> None:
    """That would switch all rules off in it."""
    api.apply(written([namespace("release-ledger-kept", **COVERED, **RESTRICTED)]))
    words = ("label", "namespace", "release-ledger-kept", "app.kubernetes.io/part-of-")
    assert "namespaces-covered" in api.kubectl(*words).stderr


def test_a_secret_is_not_filled_with_a_token(api: Client, template: Document) -> None:
    """Which would be the way around the rule about tokens."""
    annotations = {"kubernetes.io/service-account.name": "release-ledger"}
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "token", "annotations": annotations},
        "type": "kubernetes.io/service-account-token",
    }
    said = answers(api, RULED, [secret])["token"]
    assert "secrets-without-token" in said
    assert {} == answers(api, RULED, [secret | {"type": "Opaque"}])
