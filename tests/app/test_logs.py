"""What the log of a process looks like."""

import json
import logging
import warnings
from dataclasses import dataclass

import pytest
import structlog

from app.observe import logs
from app.variables import LogLevel

pytestmark = pytest.mark.usefixtures("process_logging")


@dataclass(frozen=True, slots=True)
class Output:
    """What a process writes to stdout."""

    capture: pytest.CaptureFixture[str]

    def begin(self) -> None:
        """Configure the log: not in a fixture, whose stdout is another one."""
        logs.configure(LogLevel.INFO)

    def lines(self) -> list[dict[str, str]]:
        """Return what was logged; every line has to be JSON."""
        text = self.capture.readouterr().out
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(name="output")
def _output(capsys: pytest.CaptureFixture[str]) -> Output:
    return Output(capsys)


def fail() -> None:
    """Raise an error with a secret in a local variable."""
    token = "hunter2"
    raise ValueError(f"a token of {len(token)} letters")


def test_an_event_is_one_line_with_its_facts(output: Output) -> None:
    """Facts are fields, not prose."""
    output.begin()
    structlog.get_logger().info("deployed", release="1.4.0\nor so")

    (line,) = output.lines()
    assert line.pop("timestamp").endswith("Z")
    assert {"event": "deployed", "release": "1.4.0\nor so", "level": "info"} == line


def test_libraries_log_in_the_same_form(output: Output) -> None:
    """With the name of the logger, and the id of the request they worked for."""
    output.begin()
    structlog.contextvars.bind_contextvars(request_id="order-66")
    logging.getLogger("gunicorn.error").warning("%s is slow", "client")

    (line,) = output.lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "client is slow",
        "level": "warning",
        "logger": "gunicorn.error",
        "request_id": "order-66",
    }


def test_events_below_the_level_are_not_logged(output: Output) -> None:
    """Neither the service's own nor a library's."""
    output.begin()
    structlog.get_logger().debug("details")
    logging.getLogger("sqlalchemy").debug("more details")

    assert [] == output.lines()


def test_a_warning_is_an_event_too(output: Output) -> None:
    """It would be the one line that no machine can read."""
    output.begin()
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(False)

    assert ["py.warnings"] == [line["logger"] for line in output.lines()]


@pytest.mark.parametrize(
    "logger",
    [
        pytest.param(structlog.get_logger(), id="the service"),
        pytest.param(logging.getLogger("library"), id="a library"),
    ],
)
def test_a_traceback_has_no_local_variables_when_logged_by(
    logger: logging.Logger, output: Output
) -> None:
    """It tells where it happened, and no secret."""
    output.begin()
    try:
        fail()
    except ValueError:
        logger.exception("failed")

    (line,) = output.lines()
    assert "ValueError: a token of 7 letters" in line["exception"]
    assert "hunter2" not in line["exception"]
