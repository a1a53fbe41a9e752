"""Does something fail for each verb that a role is taken?"""

import json
import time
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from cluster.cluster import Cluster
from tests.serving import ROOT

SECONDS = 40.0
WATCHERS = {
    "prometheus": ROOT / "monitoring" / "prometheus" / "clusterrole.yaml",
    "kube-state-metrics": ROOT
    / "monitoring"
    / "kube-state-metrics"
    / "clusterrole.yaml",
}


def verbs(name: str) -> Iterator[tuple[str, int, str, str]]:
    """List each verb of each resource of a role, with the number of its rule."""
    role = yaml.safe_load(WATCHERS[name].read_text())
    for number, rule in enumerate(role["rules"]):
        for resource in rule.get("resources", ()):
            for verb in rule["verbs"]:
                yield name, number, resource, verb


def without(name: str, number: int, resource: str, verb: str) -> str:
    """Return the role without one verb of one resource."""
    role = yaml.safe_load(WATCHERS[name].read_text())
    rule = role["rules"][number]
    left = [each for each in rule["resources"] if each != resource]
    fewer = [each for each in rule["verbs"] if each != verb]
    narrowed = {**rule, "resources": [resource], "verbs": fewer}
    others = [{**rule, "resources": left}] if left else []
    role["rules"][number : number + 1] = [*others, *([narrowed] if fewer else [])]
    role["metadata"].setdefault("labels", {})[
        "app.kubernetes.io/part-of"
    ] = "monitoring"
    return json.dumps(role)


def turned_away(prometheus: str) -> bool:
    """Say whether a target turns Prometheus away: some roles are asked there."""
    try:
        with urlopen(f"{prometheus}/api/v1/targets", timeout=5) as answer:
            targets = json.load(answer)["data"]["activeTargets"]
    except URLError:
        return False
    return any("403" in target["lastError"] for target in targets)


@pytest.fixture(name="whole", autouse=True)
def _whole(cluster: Cluster) -> Iterator[None]:
    """Give every role back what it was taken."""
    yield
    for file in WATCHERS.values():
        cluster.plane.apply(file)


@pytest.mark.parametrize(
    ("name", "number", "resource", "verb"),
    [each for name in WATCHERS for each in verbs(name)],
    ids=lambda each: str(each).replace("/", "-"),
)
def test_a_verb_that_is_taken_away_is_missed(
    name: str, number: int, resource: str, verb: str, cluster: Cluster
) -> None:
    """The program says which one; a verb that nobody misses has to go."""
    cluster.plane.apply(without(name, number, resource, verb))
    process = cluster.machine.process(name)
    process.stop()
    before = process.log.stat().st_size
    watching = cluster.monitoring
    starts = {
        "prometheus": watching.start_prometheus,
        "kube-state-metrics": watching.start_state,
    }
    starts[name]()

    def complained() -> bool:
        with process.log.open("rb") as log:
            log.seek(before)
            return b"forbidden" in log.read() or turned_away(watching.url)

    deadline = time.monotonic() + SECONDS
    while not complained():
        assert time.monotonic() < deadline, f"nobody misses {verb} {resource}"
        time.sleep(1)
