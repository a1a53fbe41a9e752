"""Do the lines of the service arrive with what they are found by?"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog
import yaml

from app.observe import logs
from app.variables import LogLevel
from tests.monitoring.rules import ROOT
from tests.monitoring.scraping import CONFIGURATION

FOLDER = ROOT / "monitoring" / "logs"
COLLECTOR = FOLDER / "otel-collector" / "collector.yaml"
# What a line of the service holds besides the fields of its event.
COMMON = {"event", "level", "timestamp"}
# Go writes a layout as the time that 2006-01-02T15:04:05 was.
GO = (
    ("2006", "%Y"),
    ("01", "%m"),
    ("02", "%d"),
    ("15", "%H"),
    ("04", "%M"),
    ("05", "%S"),
    (".999999", ".%f"),
    ("Z07:00", "%z"),
)


def collector() -> Any:
    """Return the configuration of the collector."""
    return yaml.safe_load(COLLECTOR.read_text())


def operators() -> dict[str, Any]:
    """Return the steps that read a line, by their type."""
    steps = collector()["receivers"]["filelog"]["operators"]
    return {step["type"]: step for step in steps}


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return a line that the service writes of a request with a trace."""
    logs.configure(LogLevel.INFO)
    structlog.contextvars.bind_contextvars(request_id="r-1", trace_id="a" * 32)
    structlog.get_logger().warning("request", path="/")
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()
    logging.captureWarnings(False)
    logging.getLogger().handlers.clear()
    written: dict[str, str] = json.loads(capsys.readouterr().out)
    return written


def test_the_fields_that_are_read_are_those_that_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Time, severity, trace and text of a line."""
    written = line(capsys)
    steps = operators()
    read = {
        str(step["parse_from"]).removeprefix("attributes.")
        for name, step in steps.items()
        if name in ("time_parser", "severity_parser")
    }
    traced = steps["trace_parser"]["trace_id"]
    read |= {str(traced["parse_from"]).removeprefix("attributes.")}
    read |= {str(steps["move"]["from"]).removeprefix("attributes.")}

    assert COMMON | {"trace_id"} == read
    assert read | {"request_id"} <= set(written)


def test_the_time_of_a_line_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """Else it would be when the collector came by."""
    layout = str(operators()["time_parser"]["layout"])
    for go, python in GO:
        layout = layout.replace(go, python)
    found = datetime.strptime(line(capsys)["timestamp"], layout)

    assert abs((datetime.now(UTC) - found).total_seconds()) < 60


def test_only_objects_are_taken_for_json(capsys: pytest.CaptureFixture[str]) -> None:
    """PostgreSQL and Redis write lines of their own."""
    condition = str(operators()["json_parser"]["if"])
    pattern = json.loads(condition.removeprefix("body matches "))

    assert re.search(pattern, json.dumps(line(capsys)))
    assert not re.search(pattern, "LOG:  database system is ready")


def test_the_levels_of_the_service_are_known() -> None:
    """The collector knows trace, debug, info, warn, error and fatal."""
    mapping = operators()["severity_parser"]["mapping"]
    known = {"trace", "debug", "info", "warn", "error", "fatal"}
    known |= set(mapping.values())

    assert {level.name.lower() for level in LogLevel} | {"critical"} <= known


def test_each_part_of_a_pipeline_is_configured_and_each_used() -> None:
    """The collector refuses to start else, or ignores a part in silence."""
    document = collector()
    used: dict[str, set[str]] = {
        "receivers": set(),
        "processors": set(),
        "exporters": set(),
    }
    for pipeline in document["service"]["pipelines"].values():
        for kind, names in used.items():
            names |= set(pipeline[kind])

    for kind, names in used.items():
        assert set(document[kind]) == names
    assert set(document["extensions"]) == set(document["service"]["extensions"])


def test_memory_is_limited_first_and_batches_are_made_last() -> None:
    """In any other order the limit comes too late."""
    for pipeline in collector()["service"]["pipelines"].values():
        processors = pipeline["processors"]
        assert "memory_limiter" == processors[0]
        assert "batch" == processors[-1]


@pytest.mark.parametrize("store", ["victoria-logs", "victoria-traces"])
def test_what_is_sent_goes_to_a_service_that_is_there(store: str) -> None:
    """On its port."""
    service = yaml.safe_load((FOLDER / store / "service.yaml").read_text())
    (port,) = service["spec"]["ports"]
    address = f"http://{store}.monitoring.svc:{port['port']}/insert/opentelemetry/v1/"
    exporters = collector()["exporters"].values()
    endpoints = [
        str(value)
        for exporter in exporters
        for key, value in exporter.items()
        if key.endswith("_endpoint")
    ]

    assert 1 == len([each for each in endpoints if each.startswith(address)])


def test_its_own_lines_are_not_read() -> None:
    """Each would make another one."""
    name = yaml.safe_load((COLLECTOR.parent / "daemonset.yaml").read_text())["metadata"]

    (excluded,) = collector()["receivers"]["filelog"]["exclude"]
    assert excluded.startswith(f"/var/log/pods/monitoring_{name['name']}-")


def test_prometheus_scrapes_the_collector_where_it_answers() -> None:
    """It would be an exporter that is absent, else."""
    (reader,) = collector()["service"]["telemetry"]["metrics"]["readers"]
    daemonset = yaml.safe_load((COLLECTOR.parent / "daemonset.yaml").read_text())
    (container,) = daemonset["spec"]["template"]["spec"]["containers"]
    ports = {each["name"]: each["containerPort"] for each in container["ports"]}

    assert reader["pull"]["exporter"]["prometheus"]["port"] == ports["metrics"]
    assert "otel-collector;metrics" in CONFIGURATION.read_text()
