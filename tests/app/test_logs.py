"""What the log of a process looks like."""

import json
import logging
import warnings

import pytest
import structlog

from app.observe import logs
from app.settings import LogLevel

Lines = list[dict[str, str]]


@pytest.fixture(name="output")
def _output(
    process_logging: None, capsys: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    return capsys


def lines(output: pytest.CaptureFixture[str]) -> Lines:
    """Return what was logged; every line has to be JSON."""
    return [json.loads(line) for line in output.readouterr().out.splitlines()]


def fail() -> None:
    """Raise an error with a secret in a local variable."""
    token = "hunter2"
    raise ValueError(f"a token of {len(token)} letters")


def test_an_event_is_one_line_with_its_facts(
    output: pytest.CaptureFixture[str],
) -> None:
    """Facts are fields, not prose."""
    logs.configure(LogLevel.INFO)
    structlog.get_logger().info("deployed", release="1.4.0\nor so")

    (line,) = lines(output)
    assert line.pop("timestamp").endswith("Z")
    assert {"event": "deployed", "release": "1.4.0\nor so", "level": "info"} == line


def test_libraries_log_in_the_same_form(output: pytest.CaptureFixture[str]) -> None:
    """With the name of the logger, and the id of the request they worked for."""
    logs.configure(LogLevel.INFO)
    structlog.contextvars.bind_contextvars(request_id="order-66")
    logging.getLogger("gunicorn.error").warning("%s is slow", "client")

    (line,) = lines(output)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "client is slow",
        "level": "warning",
        "logger": "gunicorn.error",
        "request_id": "order-66",
    }


def test_events_below_the_level_are_not_logged(
    output: pytest.CaptureFixture[str],
) -> None:
    """Neither the service's own nor a library's."""
    logs.configure(LogLevel.INFO)
    structlog.get_logger().debug("details")
    logging.getLogger("sqlalchemy").debug("more details")

    assert [] == lines(output)


def test_a_warning_is_an_event_too(output: pytest.CaptureFixture[str]) -> None:
    """It would be the one line that no machine can read."""
    logs.configure(LogLevel.INFO)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)

    assert ["py.warnings"] == [line["logger"] for line in lines(output)]


@pytest.mark.parametrize(
    "logger",
    [
        pytest.param(structlog.get_logger(), id="the service"),
        pytest.param(logging.getLogger("library"), id="a library"),
    ],
)
def test_a_traceback_has_no_local_variables_when_logged_by(
    logger: logging.Logger, output: pytest.CaptureFixture[str]
) -> None:
    """It tells where it happened, and no secret."""
    logs.configure(LogLevel.INFO)
    try:
        fail()
    except ValueError:
        logger.exception("failed")

    (line,) = lines(output)
    assert "ValueError: a token of 7 letters" in line["exception"]
    assert "hunter2" not in line["exception"]
