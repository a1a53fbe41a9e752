"""The namespaces of the tests: where the rules hold, and where they do not."""

import time
from pathlib import Path

from cluster.client import Client
from cluster.errors import ClusterError
from tests.policies.documents import ROOT, Document, pod, written
from tests.policies.twins import FIRST

K8S = ROOT / "k8s"
POLICIES = K8S / "policies"
# Pod security would refuse most of the twins, too: here it is not asked.
RULED = "ruled"
FREE = "free"
COVERED = {"app.kubernetes.io/part-of": "release-ledger"}
RESTRICTED = {"pod-security.kubernetes.io/enforce": "restricted"}
# By it a cluster that goes on after the tests is tidied up.
TESTS = "ledger.example/tests"
USED = ("release-ledger", "policies")
SECONDS = 30.0


def prepare(api: Client, definitions: Path) -> None:
    """Bring in the rules, and the namespaces with their accounts."""
    api.apply(*sorted(definitions.glob("*-crd.yaml")))
    api.apply(written([namespace(FREE), namespace(RULED, **COVERED)]))
    for name in (FREE, RULED):
        api.apply(written(accounts(name)))
    api.done("apply", "--server-side", "--kustomize", str(POLICIES / "admission"))


def refuse_used(api: Client) -> None:
    """Refuse a cluster in which the service may run: its namespaces would be lost."""
    words = ("get", "namespaces", f"--selector={TESTS}!=yes", "--output=name")
    names = [each.partition("/")[2] for each in api.done(*words).split()]
    if used := [each for each in names if each.startswith(USED)]:
        raise ClusterError(
            f"could not test on this cluster: it has namespace '{used[0]}' already;"
            " take one that may be thrown away"
        )


def mark(api: Client) -> None:
    """Mark the one namespace that the rules themselves bring."""
    api.done("label", "namespace", "policies", f"{TESTS}=yes")


def clear(api: Client) -> None:
    """Take the namespaces away again.

    The rules stay: an API server that has lost a binding never again finds what rules
    of that kind look up (kubernetes 130887).
    """
    words = ("--ignore-not-found", "--timeout=120s")
    api.done("delete", "namespaces", f"--selector={TESTS}=yes", *words)


def wait(api: Client, template: Document) -> None:
    """Wait until all rules hold, which the API server learns of after a while."""
    deadline = time.monotonic() + SECONDS
    while late := missing(api, template):
        assert time.monotonic() < deadline, f"do not hold: {late}"
        time.sleep(0.2)


def missing(api: Client, template: Document) -> list[str]:
    """Name the rules that do not refuse what they are to refuse."""
    refused = answers(api, RULED, [twin.of(pod(twin.name, template)) for twin in FIRST])
    return [
        twin.policy
        for twin in FIRST
        if f"'{twin.policy}' denied request: could not"
        not in refused.get(twin.name, "")
    ]


def namespace(name: str, **labels: str) -> Document:
    """Return a namespace."""
    metadata = {"name": name, "labels": {TESTS: "yes", **labels}}
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}


def account(place: str, name: str, **labels: str) -> Document:
    """Return a service account."""
    metadata = {"name": name, "namespace": place, "labels": labels}
    return {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}


def accounts(place: str) -> list[Document]:
    """Return the accounts of a namespace; a controller would make the first."""
    return [account(place, "default"), account(place, "release-ledger")]


def template_of(rendered: list[Document]) -> Document:
    """Return what the service's pods are made of."""
    (found,) = [each for each in rendered if each["kind"] in ("Rollout", "Deployment")]
    template: Document = found["spec"]["template"]
    return template


def answers(
    api: Client, place: str, documents: list[Document], *words: str
) -> dict[str, str]:
    """Ask for all of them to be made; return why those were not that were not."""
    command = ("create", "--dry-run=server", f"--namespace={place}", "--filename=-")
    ran = api.kubectl(*command, *words, stdin=written(documents))
    lines = [line for line in ran.stderr.splitlines() if not is_warning(line)]
    names = {each["metadata"]["name"] for each in documents}
    refused = {}
    for line in lines:
        found = [each for each in names if f'"{each}" is' in line]
        assert len(found) == 1, line
        refused[found[0]] = line
    made = sum("created" in line for line in ran.stdout.splitlines())
    assert made + len(refused) == len(documents), ran.stderr
    return refused


def is_warning(line: str) -> bool:
    """Say whether a line warns of what a namespace's level of security says."""
    return line.startswith("Warning:")
