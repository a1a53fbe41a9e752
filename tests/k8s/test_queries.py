"""What does Prometheus answer to an analysis, of a good and of a bad version?"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.k8s.rendered import Object
from tests.k8s.test_analysis import templates
from tests.monitoring.programs import PROMTOOL, run

GIVEN = {"namespace": "n", "pod-hash": "new"}
LIMITS = {
    "errors": "ratio-at-most",
    "p99": "p99-at-most",
    "in-flight": "busy-at-most",
    "pool": "waiting-at-most",
}
# Three minutes of scrapes: a count that grows, and one that stays.
MANY, FEW, SAME = "0+150x12", "0+1x12", "0x12"
GOOD = {
    'http_requests_total{status="200",route="/",POD}': MANY,
    'http_requests_total{status="500",route="/",POD}': SAME,
    'http_request_duration_seconds_bucket{le="0.25",route="/",POD}': MANY,
    'http_request_duration_seconds_bucket{le="+Inf",route="/",POD}': MANY,
    'http_request_duration_seconds_count{route="/",POD}': MANY,
    "http_requests_in_flight{POD}": "3x12",
    "db_pool_waiting{POD}": "0x12",
}
SLOW = {'http_request_duration_seconds_bucket{le="0.25",route="/",POD}': SAME}
SLOW |= {'http_request_duration_seconds_bucket{le="1",route="/",POD}': MANY}
FAILING = {'http_requests_total{status="500",route="/",POD}': MANY}
PROBED = {'http_requests_total{status="503",route="/readyz",POD}': MANY}
BUSY = {"http_requests_in_flight{POD}": "16x12", "db_pool_waiting{POD}": "9x12"}
IDLE = {name: FEW if "requests_total" in name else SAME for name in GOOD}
PASSED = dict.fromkeys(LIMITS, 1.0)
NONE = dict.fromkeys(LIMITS)
VERSION = 'job="release-ledger",namespace="n",rollouts_pod_template_hash="new"'


def rules() -> list[Object]:
    """Return a rule for each metric: 1 where it is good, 0 where it is bad."""
    found = []
    for template in templates().values():
        values = {e["name"]: e.get("value", "") for e in template["args"]} | GIVEN
        for metric in template["metrics"]:
            if prometheus := metric["provider"].get("prometheus"):
                limit = values[LIMITS[metric["name"]]]
                query = re.sub(
                    r"\{\{args\.([a-z0-9-]+)\}\}",
                    lambda each: values[each[1]],
                    prometheus["query"],
                )
                name = metric["name"].replace("-", "_")
                expr = f"({query}) <= bool {limit}"
                found.append({"record": f"is:{name}", "expr": expr})
    return found


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        pytest.param(GOOD, PASSED, id="good"),
        pytest.param(GOOD | FAILING, PASSED | {"errors": 0.0}, id="with errors"),
        pytest.param(GOOD | SLOW, PASSED | {"p99": 0.0}, id="slow"),
        pytest.param(
            GOOD | BUSY, PASSED | {"in-flight": 0.0, "pool": 0.0}, id="saturated"
        ),
        pytest.param(GOOD | PROBED, PASSED, id="not ready now and then"),
        pytest.param(
            IDLE, NONE | {"in-flight": 1.0, "pool": 1.0}, id="with too little traffic"
        ),
        pytest.param({}, NONE, id="without metrics"),
        pytest.param(
            {name.replace("POD", 'pod="old"'): each for name, each in GOOD.items()},
            NONE,
            id="beside another version only",
        ),
    ],
)
def test_a_version_is(
    series: Mapping[str, str], expected: Mapping[str, float | None], tmp_path: Path
) -> None:
    given = [
        {"series": name.replace("POD", VERSION), "values": values}
        for name, values in series.items()
    ]
    checks = [
        {
            "expr": f"is:{name.replace('-', '_')}",
            "eval_time": "2m",
            "exp_samples": samples(name, value),
        }
        for name, value in expected.items()
    ]
    document = {
        "rule_files": ["rules.yaml"],
        "evaluation_interval": "15s",
        "tests": [
            {"interval": "15s", "input_series": given, "promql_expr_test": checks}
        ],
    }
    groups = {"groups": [{"name": "analysis", "rules": rules()}]}
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(groups))
    (tmp_path / "test.yaml").write_text(yaml.safe_dump(document))
    done = run(PROMTOOL, "test", "rules", "test.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def samples(name: str, value: float | None) -> list[Object]:
    """Return what is expected of a metric: nothing where it has no value."""
    if value is None:
        return []
    return [{"labels": f"is:{name.replace('-', '_')}", "value": value}]
