"""Which id a request gets."""

import re

import pytest
from flask.testing import FlaskClient
from structlog.contextvars import get_contextvars

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def test_the_caller_s_id_is_kept(client: FlaskClient) -> None:
    """It goes before the trace: people choose it."""
    headers = {"X-Request-ID": "order-66", "traceparent": TRACEPARENT}

    assert "order-66" == client.get("/healthz", headers=headers).headers["X-Request-ID"]


def test_the_trace_is_the_id_when_there_is_no_other(client: FlaskClient) -> None:
    """Logs and traces meet without configuration."""
    answer = client.get("/healthz", headers={"traceparent": TRACEPARENT})

    assert TRACE == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="nothing given"),
        pytest.param({"X-Request-ID": ""}, id="empty"),
        pytest.param({"X-Request-ID": "a" * 129}, id="too long"),
        pytest.param({"X-Request-ID": 'a","admin":"'}, id="quotes"),
        pytest.param({"X-Request-ID": "caf\xe9"}, id="beyond ASCII"),
        pytest.param({"traceparent": TRACEPARENT[:-1]}, id="trace too short"),
        pytest.param({"traceparent": TRACEPARENT + "-x"}, id="trace too long"),
        pytest.param({"traceparent": TRACEPARENT.upper()}, id="trace in capitals"),
        pytest.param({"traceparent": "ff" + TRACEPARENT[2:]}, id="forbidden version"),
        pytest.param(
            {"traceparent": TRACEPARENT.replace(TRACE, "0" * 32)}, id="no trace"
        ),
        pytest.param(
            {"traceparent": f"00-{TRACE}-{'0' * 16}-01"}, id="trace without parent"
        ),
    ],
)
def test_an_id_is_made_when(client: FlaskClient, headers: dict[str, str]) -> None:
    """Nothing unchecked gets into logs and answers."""
    made = [
        client.get("/healthz", headers=headers).headers["X-Request-ID"] for _ in "12"
    ]

    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in made)
    assert made[0] != made[1]


def test_a_request_does_not_inherit_the_id_of_the_one_before(
    client: FlaskClient,
) -> None:
    """Threads are used again, their context is not."""
    for name in ("first", "second"):
        client.get("/healthz", headers={"X-Request-ID": name})

        assert {"request_id": name} == get_contextvars()
