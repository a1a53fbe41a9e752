"""Does each query ask for something that is really exported?"""

import os
import re
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from cluster.monitoring import EXPORTER
from monitoring.boards import ALL
from pipeline.core.contracts.reading import promql
from tests import places
from tests.app.examples import REPORT
from tests.monitoring import programs
from tests.monitoring.rules import ROOT, rules
from tests.serving import serving, wait

EXPORTED = Path(__file__).parent / "exported"
# Prometheus makes them itself at each scrape.
MADE = frozenset({"up", "scrape_duration_seconds", "scrape_samples_scraped", "ALERTS"})
DELIVERED = "prometheus_notifications_errors_total"
FENCE = re.compile(r"```promql\n(.*?)```", re.DOTALL)
# Of analyses: Argo Rollouts puts values there.
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")


@pytest.fixture(name="service", scope="session")
def _service(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> frozenset[str]:
    """Scrape a service that has answered, recorded, and renewed a worker."""
    folder = tmp_path_factory.mktemp("service")
    place = places.copied(template, folder)
    with serving(place, folder) as server:
        server.get("/api/v1/environments")
        for status in ("started", "healthy"):
            server.post("/api/v1/deployments", {**REPORT, "status": status})
        os.kill(int(one_worker(server.process.pid)), signal.SIGTERM)
        wait(lambda: "gunicorn_worker_exits_total" in server.samples())
        return programs.names(list(map(series, server.samples())))


def series(sample: str) -> str:
    """Return the line that a sample was read from, as far as its name."""
    return f"{sample} 0"


def one_worker(master: int) -> str:
    """Return the id of a worker."""
    return Path(f"/proc/{master}/task/{master}/children").read_text().split()[0]


@pytest.fixture(name="monitors", scope="session")
def _monitors(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Scrape a Prometheus with the rules, a node exporter and an Alertmanager."""
    folder = tmp_path_factory.mktemp("monitors")
    exporter = programs.found(EXPORTER)
    with (
        programs.alertmanager(folder / "alertmanager") as alertmanager,
        programs.running(exporter, folder / "node", "/") as node,
        programs.prometheus(
            folder / "prometheus", configuration(folder, alertmanager)
        ) as prometheus,
    ):
        wait(lambda: DELIVERED in programs.scraped(prometheus))
        found = [programs.scraped(each) for each in (alertmanager, node, prometheus)]
    return frozenset().union(*found)


def configuration(folder: Path, alertmanager: str) -> Path:
    """Write a configuration with the rules, and an Alertmanager to tell."""
    document = {
        "global": {"evaluation_interval": "1s"},
        "rule_files": [str(ROOT / "monitoring/prometheus/rules/*.yaml")],
        "alerting": {
            "alertmanagers": [
                {"static_configs": [{"targets": [alertmanager.split("//")[1]]}]}
            ]
        },
    }
    file = folder / "prometheus.yaml"
    file.write_text(yaml.safe_dump(document))
    return file


@pytest.fixture(name="exported", scope="session")
def _exported(service: frozenset[str], monitors: frozenset[str]) -> frozenset[str]:
    """Return all that is exported: scraped here, or listed with its source."""
    listed = frozenset().union(*(read(file) for file in EXPORTED.glob("*.txt")))
    return service | monitors | listed | MADE


def read(file: Path) -> frozenset[str]:
    """Return the names of a list."""
    lines = file.read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def queries() -> Iterator[tuple[str, str]]:
    """Return each query of the repository, with where it stands."""
    for rule in rules():
        yield f"rule {rule.name}", rule.expression
    for dashboard in ALL:
        for panel in dashboard.panels:
            for query in panel.queries:
                yield f"dashboard {dashboard.name} {panel.title}", query.expression
    for file in sorted((ROOT / "docs/runbooks").glob("*.md")):
        for fence in FENCE.findall(file.read_text()):
            yield f"runbook {file.stem}", fence
    for file in sorted((ROOT / "k8s/components").rglob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text()):
            yield from analysed(document, file)


def analysed(document: object, file: Path) -> Iterator[tuple[str, str]]:
    """Return the queries of an AnalysisTemplate."""
    if not isinstance(document, dict) or "Analysis" not in str(document.get("kind")):
        return
    for metric in document["spec"]["metrics"]:
        if "prometheus" in metric["provider"]:
            name = f"analysis {file.name} {metric['name']}"
            yield name, metric["provider"]["prometheus"]["query"]


@pytest.mark.parametrize(("place", "query"), list(queries()))
def test_a_query_names_only_what_is_exported(
    place: str, query: str, exported: frozenset[str]
) -> None:
    """Or recorded by a rule: nobody sees a misspelt metric, it is just never there."""
    recorded = {rule.name for rule in rules() if rule.recorded}
    named = promql.metrics(query)

    assert set() == named - exported - recorded
    assert named or query == "vector(1)"


def unreadable(folder: Path, expressions: Sequence[str]) -> str:
    """Return what Prometheus' own parser says of queries, or nothing."""
    rules = [
        {"record": f"query:{number}", "expr": PLACEHOLDER.sub("1", expression)}
        for number, expression in enumerate(expressions)
    ]
    file = folder / "queries.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    done = programs.run(programs.PROMTOOL, "check", "rules", file)
    return done.stderr if done.returncode else ""


def test_every_query_can_be_read(tmp_path: Path) -> None:
    """Of what follows a bracket that is never closed nothing would be read."""
    assert "" == unreadable(tmp_path, [query for _, query in queries()])


@pytest.mark.parametrize("query", ['up{job="x"', "sum by (job (up)", "rate(up[5m)"])
def test_a_bracket_that_is_never_closed_is_refused(query: str, tmp_path: Path) -> None:
    """Whichever it is."""
    assert "could not parse expression" in unreadable(tmp_path, [query])


def test_a_misspelt_metric_is_found(exported: frozenset[str]) -> None:
    """Such as one without its suffix."""
    wrong = 'rate(http_request_total{job="release-ledger"}[5m])'

    assert {"http_request_total"} == promql.metrics(wrong) - exported


@pytest.mark.parametrize(
    "file", sorted(EXPORTED.glob("*.txt")), ids=lambda file: file.stem
)
def test_a_list_of_names_says_where_they_are_from(file: Path) -> None:
    """And holds them in order, each once."""
    head, *listed = file.read_text().splitlines()

    assert head.startswith("# ") and any(each.isdigit() for each in head)
    assert sorted(set(listed)) == listed
