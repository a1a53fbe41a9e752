"""Does an analysis ask what the service measures, of the new version alone?"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app.observe.metrics import REQUEST_SECONDS, Metrics
from app.observe.requests import PROBES
from app.settings import parse
from tests.k8s.rendered import K8S, ROOT, Object, environment

TRAFFIC = K8S / "components" / "analysis" / "traffic.py"
SWITCHED = ["staging", "production"]
MOMENTS = ("prePromotionAnalysis", "postPromotionAnalysis")
UNITS = {"s": 1, "m": 60}
METRIC = re.compile(r"\b(?:http|db|cache|ledger|gunicorn)_[a-z_]+")


def templates() -> dict[str, Object]:
    """Return the analysis templates of production by name."""
    found = environment("production").of("AnalysisTemplate")
    return {each["metadata"]["name"]: each["spec"] for each in found}


def argument(template: str, name: str) -> str:
    """Return what an argument is where nobody gives it."""
    arguments = templates()[template]["args"]
    (found,) = [each["value"] for each in arguments if each["name"] == name]
    return str(found)


def asked() -> Iterator[tuple[str, Object, str]]:
    """Return what Prometheus is asked: name, metric and query."""
    for template in templates().values():
        for metric in template["metrics"]:
            if prometheus := metric["provider"].get("prometheus"):
                yield metric["name"], metric, prometheus["query"]


ASKED = [pytest.param(metric, query, id=name) for name, metric, query in asked()]


def seconds(duration: str) -> int:
    """Return a duration like 15s."""
    return int(duration[:-1]) * UNITS[duration[-1]]


def longest(metric: Object) -> int:
    """Return the seconds that it takes to measure, with all errors that it bears."""
    times: int = metric["count"] + metric["consecutiveErrorLimit"]
    return seconds(metric["initialDelay"]) + times * seconds(metric["interval"])


def test_something_is_asked() -> None:
    assert {"errors", "p99", "in-flight", "pool"} == {name for name, *_ in asked()}


@pytest.mark.parametrize(("metric", "query"), ASKED)
def test_a_query_names_a_metric_of_the_service(metric: Object, query: str) -> None:
    exported = re.findall(r"# TYPE (\w+)", Metrics("unknown").render().decode())
    for name in METRIC.findall(query):
        assert re.sub("_(bucket|count|sum)$", "", name) in exported


@pytest.mark.parametrize(("metric", "query"), ASKED)
def test_a_query_looks_at_the_new_version_alone(metric: Object, query: str) -> None:
    """In each of its parts, and in its own namespace."""
    selectors = re.findall(r"\{\s*(job=[^}]+(?:\}\}[^}]+)*)\}", query)
    assert len(METRIC.findall(query)) == len(selectors)
    for selector in selectors:
        assert 'job="release-ledger"' in selector
        assert 'namespace="{{args.namespace}}"' in selector
        assert 'rollouts_pod_template_hash="{{args.pod-hash}}"' in selector


@pytest.mark.parametrize(("metric", "query"), ASKED)
def test_probes_are_no_requests(metric: Object, query: str) -> None:
    """They come always, and would make any error a small one."""
    for selector in re.findall(r'route!~"([^"]+)"', query):
        assert PROBES == set(selector.split("|"))
    assert "http_requests_total" not in query or "route!~" in query
    assert "duration" not in query or "route!~" in query


@pytest.mark.parametrize(("metric", "query"), ASKED)
def test_no_result_is_neither_good_nor_bad(metric: Object, query: str) -> None:
    """Nor is NaN: the version waits for a person then."""
    for condition in ("successCondition", "failureCondition"):
        guards = metric[condition].split(" && ")
        assert ["len(result) == 1", "!isNaN(result[0])"] == guards[:2]
    assert metric["inconclusiveLimit"] < metric["count"]


@pytest.mark.parametrize(("metric", "query"), ASKED)
def test_a_version_that_is_always_bad_cannot_pass(metric: Object, query: str) -> None:
    """After as many looks without a result as are allowed, enough are left to fail.

    What is good now and then does not pass either: it is neither good nor bad.
    """
    left = metric["count"] - metric["inconclusiveLimit"]
    assert left >= metric["consecutiveSuccessLimit"] > metric["failureLimit"]


@pytest.mark.parametrize(
    "template", ["release-ledger-errors", "release-ledger-latency"]
)
def test_too_few_requests_give_no_result(template: str) -> None:
    (metric,) = templates()[template]["metrics"]
    assert ">= {{args.at-least}}" in metric["provider"]["prometheus"]["query"]
    assert float(argument(template, "at-least")) > 0


def test_the_capacity_is_that_of_a_pod() -> None:
    (given,) = [
        each["data"]
        for each in environment("production").of("ConfigMap")
        if "LOG_LEVEL" in each["data"]
    ]
    settings = parse(given)
    capacity = argument("release-ledger-saturation", "capacity")
    assert settings.web_concurrency * settings.web_threads == int(capacity)


def test_the_slowest_that_passes_is_the_bound_of_a_bucket() -> None:
    """Between two bounds a quantile is a guess."""
    limit = float(argument("release-ledger-latency", "p99-at-most"))
    assert limit in REQUEST_SECONDS


@pytest.mark.parametrize("name", SWITCHED)
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_analysis_is_given_all_that_its_templates_need(
    name: str, moment: str
) -> None:
    """The version by its hash, which no pod of another one has."""
    switch = environment(name).one("Rollout")["spec"]["strategy"]["blueGreen"]
    given = {each["name"]: each for each in switch[moment]["args"]}
    assert {"podTemplateHashValue": "Latest"} == given["pod-hash"]["valueFrom"]
    for template in switch[moment]["templates"]:
        needed = templates()[template["templateName"]]["args"]
        assert {e["name"] for e in needed if "value" not in e} <= given.keys()
    service = {MOMENTS[0]: "previewService", MOMENTS[1]: "activeService"}[moment]
    assert switch[service] == given["service"]["value"]


@pytest.mark.parametrize("name", SWITCHED)
def test_a_version_is_given_the_time_that_it_takes_to_analyse_it(name: str) -> None:
    """After that of its start: neither counts as progress."""
    (container,) = environment(name).template("api")["spec"]["containers"]
    probe = container["startupProbe"]
    start = probe["periodSeconds"] * probe["failureThreshold"]
    deadline = environment(name).one("Rollout")["spec"]["progressDeadlineSeconds"]
    job = templates()["release-ledger-traffic"]["metrics"][0]["provider"]["job"]
    measured = max(longest(metric) for _, metric, _ in asked())
    assert start + measured < deadline
    assert start + job["spec"]["activeDeadlineSeconds"] < deadline


def test_traffic_goes_on_for_as_long_as_is_measured() -> None:
    """From the first measurement, with what it looks back at, to the last good one.

    Where more are needed it has begun late itself.
    """
    (metric,) = templates()["release-ledger-traffic"]["metrics"]
    spec = metric["provider"]["job"]["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    (lasts,) = [e["value"] for e in container["env"] if e["name"] == "SECONDS"]
    for _, each, _ in asked():
        times = each["consecutiveSuccessLimit"] - 1
        last = seconds(each["initialDelay"]) + times * seconds(each["interval"])
        assert last <= int(lasts) < spec["activeDeadlineSeconds"]


def test_traffic_needs_no_more_than_the_image_has() -> None:
    """That is, the modules that the service itself imports."""
    sources = [file.read_text() for file in (ROOT / "app").rglob("*.py")]
    for node in ast.walk(ast.parse(TRAFFIC.read_text())):
        if isinstance(node, ast.Import | ast.ImportFrom):
            name = getattr(node, "module", None) or node.names[0].name
            line = re.compile(rf"(?m)^ *(from|import) {re.escape(name)}\b")
            assert any(line.search(source) for source in sources), name


@contextmanager
def answering(status: int) -> Iterator[int]:
    """Answer every request with one status; what is given is the port."""

    class Handler(BaseHTTPRequestHandler):
        """It says nothing of what it is asked."""

        def do_GET(self) -> None:
            """Answer."""
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Write no line."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sent(port: int) -> "subprocess.CompletedProcess[str]":
    """Send traffic to a port: one request of each sender."""
    variables = {**os.environ, "SERVICE": f"127.0.0.1:{port}", "SECONDS": "0"}
    return subprocess.run(
        [sys.executable, TRAFFIC],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("status", "code"), [(200, 0), (404, 0), (500, 1), (503, 1)], ids=str
)
def test_traffic_fails_with_errors_of_the_server(status: int, code: int) -> None:
    with answering(status) as port:
        done = sent(port)
    assert code == done.returncode, done.stderr
    assert "8 requests to 127.0.0.1" in done.stdout


def test_traffic_fails_where_nobody_answers() -> None:
    with answering(200) as port:
        pass
    assert 1 == sent(port).returncode
