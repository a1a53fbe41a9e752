"""Does a real API server refuse what a rule forbids, and nothing else?"""

import re
from collections.abc import Iterator

import pytest

from cluster.client import Client
from tests.policies.documents import MAKERS, Document, maker, pod, written
from tests.policies.places import (
    COVERED,
    FREE,
    RESTRICTED,
    RULED,
    answers,
    namespace,
)
from tests.policies.twins import FIRST, TWINS, Twin

ENVIRONMENTS = ("dev", "staging", "production")
EACH = pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
Refusals = dict[str, str]


@pytest.fixture(name="refused", scope="module")
def _refused(api: Client, template: Document) -> Refusals:
    """What is said to each twin."""
    return answers(api, RULED, [twin.of(pod(twin.name, template)) for twin in TWINS])


@pytest.fixture(name="unruled", scope="module")
def _unruled(api: Client, template: Document) -> Refusals:
    """What is said to each twin where no rule holds."""
    return answers(api, FREE, [twin.of(pod(twin.name, template)) for twin in TWINS])


@pytest.fixture(name="workloads", scope="module")
def _workloads(api: Client, template: Document) -> Refusals:
    """What is said to workloads that make such pods."""
    documents = [
        maker(kind, named(kind, twin), twin.of(template))
        for kind in MAKERS
        for twin in FIRST
    ]
    return answers(api, RULED, documents)


def named(kind: str, twin: Twin) -> str:
    """Name the workload of a kind that makes such pods."""
    return f"{kind.lower()}-{twin.name}"


def test_there_are_enough_twins_and_some_of_each_rule() -> None:
    """Names are told apart by the API server."""
    assert len({twin.name for twin in TWINS}) == len(TWINS) >= 30


@EACH
def test_a_twin_is_refused_by_the_rule_that_it_breaks(
    refused: Refusals, twin: Twin
) -> None:
    """The refusal says what is wrong, where, and what to do."""
    said = refused.get(twin.name, "admitted")
    assert f"ValidatingAdmissionPolicy '{twin.policy}'" in said
    assert re.search(f"could not admit Pod '{twin.name}': .+; .+", said)
    assert twin.says in said


@EACH
def test_where_the_rule_does_not_hold_the_twin_is_admitted(
    unruled: Refusals, twin: Twin
) -> None:
    """Nothing else is wrong with it."""
    assert twin.name not in unruled


@pytest.mark.parametrize("twin", FIRST, ids=lambda twin: twin.policy)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_makes_such_pods_is_refused_when_it_is_written(
    workloads: Refusals, kind: str, twin: Twin
) -> None:
    """Its author sees why, not somebody who later finds that there are no pods."""
    said = workloads.get(named(kind, twin), "admitted")
    assert f"ValidatingAdmissionPolicy '{twin.policy}'" in said
    assert re.search(f"could not admit {kind} '{named(kind, twin)}': .+; .+", said)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_good_workload_is_admitted(
    api: Client, template: Document, kind: str
) -> None:
    """Of each kind that the rules look at."""
    assert {} == answers(api, RULED, [maker(kind, "good", template)])


def test_a_good_pod_is_admitted(api: Client, template: Document) -> None:
    """One that differs from each twin in a single thing."""
    assert {} == answers(api, RULED, [pod("good", template)])


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_an_environment_is_admitted_whole(
    api: Client,
    template: Document,
    rendered: dict[str, list[Document]],
    name: str,
) -> None:
    """In its own namespace, where pod security looks at its pods as well."""
    place = f"release-ledger-{name}"
    labels = COVERED | RESTRICTED
    theirs = [each for each in rendered[name] if each["kind"] == "ServiceAccount"]
    api.apply(written([namespace(place, **labels), *theirs]))
    served = api.done("api-versions").split()
    documents = [
        each
        for each in rendered[name]
        if each["apiVersion"] in served and each not in theirs
    ]
    assert {"Rollout", "Job"} <= {each["kind"] for each in documents}
    jobs = list(analysed(documents))
    assert {} == answers(api, place, [*documents, *jobs])
    pods = [
        pod(each["metadata"]["name"], each["spec"]["template"])
        for each in [*documents, *jobs]
        if "template" in each.get("spec", {})
    ]
    assert {} == answers(api, place, pods)


def analysed(documents: list[Document]) -> Iterator[Document]:
    """Return the Jobs that an analysis makes, which are in no other object."""
    for each in documents:
        if each["kind"] == "AnalysisTemplate":
            providers = [metric["provider"] for metric in each["spec"]["metrics"]]
            found = [provider["job"] for provider in providers if "job" in provider]
            for number, job in enumerate(found):
                name = f"{each['metadata']['name']}-{number}"
                metadata = job.get("metadata", {}) | {"name": name}
                job = {"spec": job["spec"], "metadata": metadata}
                yield {"apiVersion": "batch/v1", "kind": "Job", **job}
