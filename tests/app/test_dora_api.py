"""How the service tells the DORA figures, and how fresh they are."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.app.examples import BEARER, REPORT

URL = "/api/v1/dora"
# One moment for all reports: between two of them a busy machine takes a while.
NOW = datetime.now(UTC)


def report(client: FlaskClient, environment: str, hours_ago: int, status: str) -> None:
    """Report on a release some hours ago."""
    time = NOW - timedelta(hours=hours_ago)
    body = {
        **REPORT,
        "environment": environment,
        "status": status,
        "time": time.isoformat(),
    }
    client.post("/api/v1/deployments", json=body, headers=BEARER)


def figures(client: FlaskClient, query: str = "") -> dict[str, object]:
    """Return the figures of a window."""
    found: dict[str, object] = json.loads(client.get(URL + query).text)
    return found


def test_without_a_question_production_is_told_of_a_month(client: FlaskClient) -> None:
    """The one that matters."""
    found = figures(client)
    days = found["days"]

    assert ("production", 0, None) == (
        found["environment"],
        found["deployments"],
        found["change_failure_rate"],
    )
    assert isinstance(days, list) and 31 == len(days)


def test_the_four_figures_are_those_of_the_reports(client: FlaskClient) -> None:
    """From the commit in dev to what happened in production."""
    report(client, "dev", 10, "healthy")
    report(client, "production", 6, "healthy")
    report(client, "production", 4, "degraded")
    report(client, "production", 1, "healthy")
    found = figures(client, "?days=7")

    assert 1 == found["deployments"]
    assert 1 / 7 == found["deployments_per_day"]
    assert 1 == found["change_failure_rate"]
    assert 4 * 3600 == round(float(str(found["lead_time_seconds"])))
    assert 3 * 3600 == round(float(str(found["time_to_restore_seconds"])))


def test_what_was_healthy_long_ago_can_still_fail(client: FlaskClient) -> None:
    """A window begins with what served before it."""
    for hours_ago, status in ((40 * 24, "healthy"), (72, "degraded"), (71, "healthy")):
        report(client, "production", hours_ago, status)

    assert 3600 == round(float(str(figures(client)["time_to_restore_seconds"])))


def test_each_figure_comes_with_its_band(client: FlaskClient) -> None:
    """None where there is nothing to compare."""
    report(client, "production", 1, "healthy")

    assert {
        "deployment_frequency": "medium",
        "lead_time": "elite",
        "change_failure_rate": "elite",
        "time_to_restore": None,
    } == figures(client)["bands"]


def test_each_service_has_its_own_figures(client: FlaskClient) -> None:
    """Asked for by its name."""
    report(client, "production", 1, "healthy")

    assert 1 == figures(client, "?service=release-ledger")["deployments"]
    assert 0 == figures(client, "?service=shop")["deployments"]


def test_a_report_is_in_the_next_answer(client: FlaskClient) -> None:
    """An answer is kept for seconds, but not over a write."""
    assert 0 == figures(client)["deployments"]
    report(client, "production", 1, "healthy")

    assert 1 == figures(client)["deployments"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("?days=0", "days", id="no days"),
        pytest.param("?days=366", "days", id="too many days"),
        pytest.param("?environment=prod", "environment", id="unknown environment"),
        pytest.param("?window=7", "window", id="misspelt"),
    ],
)
def test_a_bad_question_is_named(client: FlaskClient, query: str, field: str) -> None:
    """Rather than answered as another one."""
    answer = client.get(URL + query)
    errors = json.loads(answer.text)["errors"]

    assert (422, [field]) == (answer.status_code, [each["field"] for each in errors])
