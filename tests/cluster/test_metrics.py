"""Is what queries ask for exported by the programs themselves, not only listed?"""

import json
from urllib.request import urlopen

import pytest

from cluster.road import Road
from pipeline.core.contracts.reading import promql
from tests.monitoring.test_metrics import EXPORTED, queries, read

# Neither runs here.
ELSEWHERE = ("cert-manager", "otel-collector")
# Limits of processors are not enforced here, disks are folders of the node, and a
# failed Job is counted with the first one.
ABSENT = frozenset(
    {
        "container_cpu_cfs_periods_total",
        "container_cpu_cfs_throttled_periods_total",
        "kube_job_failed",
        "kubelet_volume_stats_available_bytes",
        "kubelet_volume_stats_capacity_bytes",
    }
)


def exported(prometheus: str) -> frozenset[str]:
    """Return the names of all series that Prometheus has scraped."""
    with urlopen(f"{prometheus}/api/v1/label/__name__/values") as answer:
        return frozenset(json.load(answer)["data"])


@pytest.mark.parametrize(
    "program",
    sorted(file.stem for file in EXPORTED.glob("*.txt") if file.stem not in ELSEWHERE),
)
def test_a_program_exports_what_is_asked_of_it(program: str, road: Road) -> None:
    """A list of names may be wrong; a scrape is not."""
    asked = frozenset().union(*(promql.metrics(query) for _, query in queries()))
    listed = read(EXPORTED / f"{program}.txt") & asked
    assert listed - ABSENT or program == "kubelet"
    prometheus = road.cluster.monitoring.url
    road.wait(
        f"series of {program}", lambda: listed - ABSENT <= exported(prometheus), 90
    )


def test_every_target_is_scraped(road: Road) -> None:
    """Of each job that this cluster has anything for."""

    def all_up() -> bool:
        with urlopen(f"{road.cluster.monitoring.url}/api/v1/targets") as answer:
            targets = json.load(answer)["data"]["activeTargets"]
        down = [each for each in targets if each["health"] != "up"]
        return bool(targets) and not down

    road.wait("all targets up", all_up)
