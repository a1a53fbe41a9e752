"""Which deployments a client may ask for, and how it gets to the next page."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deployment import Environment, Status
from app.domain.fields import Complaint, InvalidFields, Refused, build
from app.domain.paging import READERS, Cursor, Query, parse_cursor
from tests.app.examples import NOON

CURSOR = Cursor(NOON, 7)
NUMBERS = st.integers(1, 2**63 - 1)


def encoded(plain: str) -> str:
    """Write a text as cursors are written."""
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def complaints(raw: dict[str, object]) -> tuple[Complaint, ...]:
    """Return why a query is refused."""
    with pytest.raises(InvalidFields) as refusal:
        build(Query, READERS, raw)
    return refusal.value.complaints


def test_a_query_without_filters_asks_for_the_newest_fifty() -> None:
    """Of everything."""
    assert Query(limit=50) == build(Query, READERS, {})


def test_every_filter_arrives_typed() -> None:
    """And all of them have to hold."""
    asked = {
        "environment": "staging",
        "status": "rolled-back",
        "digest": "sha256:" + "a" * 64,
        "commit": "c" * 40,
        "actor": "Ada L.",
        "since": "2026-03-01T13:00:00+01:00",
        "until": "2026-03-01T12:00:01Z",
        "cursor": str(CURSOR),
        "limit": "200",
    }

    assert build(Query, READERS, asked) == Query(
        limit=200,
        environment=Environment.STAGING,
        status=Status.ROLLED_BACK,
        digest="sha256:" + "a" * 64,
        commit="c" * 40,
        actor="Ada L.",
        since=NOON,
        until=NOON + timedelta(seconds=1),
        cursor=CURSOR,
    )


def test_a_filter_may_ask_for_the_future() -> None:
    """Reports may not come from there, questions may."""
    found = build(Query, READERS, {"until": "2999-01-01T00:00:00Z"})

    assert datetime(2999, 1, 1, tzinfo=UTC) == found.until


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        pytest.param(
            "environment", "prod", "must be one of dev, staging, production", id="place"
        ),
        pytest.param(
            "status",
            "ok",
            "must be one of started, healthy, degraded, rolled-back",
            id="status",
        ),
        pytest.param(
            "digest",
            "sha256:",
            "must be sha256: and 64 lower-case hex digits",
            id="digest",
        ),
        pytest.param("commit", "c", "must be 40 lower-case hex digits", id="commit"),
        pytest.param(
            "actor",
            " ",
            "must be 1 to 100 printable characters without space around them",
            id="actor",
        ),
        pytest.param(
            "since",
            "today",
            "must be a time with its offset, like 2026-01-31T09:30:00Z",
            id="since",
        ),
        pytest.param(
            "until",
            "",
            "must be a time with its offset, like 2026-01-31T09:30:00Z",
            id="until",
        ),
        pytest.param(
            "cursor", "2", "must be the next cursor of an earlier page", id="cursor"
        ),
        pytest.param(
            "limit", "0", "must be a whole number from 1 to 200", id="limit too small"
        ),
        pytest.param(
            "limit", "201", "must be a whole number from 1 to 200", id="limit too big"
        ),
        pytest.param(
            "page",
            "2",
            "must not be given: the fields are environment, status, digest, commit,"
            " actor, since, until, service, cursor, limit",
            id="filter that does not exist",
        ),
    ],
)
def test_a_query_is_refused_for_its(name: str, value: str, rule: str) -> None:
    """A filter that is ignored would show wrong data as right."""
    assert (Complaint(name, rule),) == complaints({name: value})


def test_a_cursor_is_written_like_this() -> None:
    """Clients keep cursors: a new form would have to read this one, too."""
    assert "MjAyNi0wMy0wMVQxMjowMDowMCswMDowMCA3" == str(CURSOR)


@given(st.datetimes(timezones=st.just(UTC)), NUMBERS)
def test_a_cursor_comes_back_as_it_was_written(time: datetime, number: int) -> None:
    """To the microsecond, in a form that needs no quoting in a URL."""
    cursor = Cursor(time, number)
    text = str(cursor)

    assert cursor == parse_cursor(text)
    assert set(text) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    )
    assert len(text) <= 100


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("", id="nothing"),
        pytest.param(7, id="a number"),
        pytest.param(None, id="none"),
        pytest.param(["a"], id="a list"),
        pytest.param("a", id="no base64"),
        pytest.param("caf\xe9", id="beyond ASCII"),
        pytest.param("\ud800", id="no Unicode"),
        pytest.param(encoded("\xe9 7"), id="beyond ASCII within"),
        pytest.param(encoded("7"), id="a number alone"),
        pytest.param(encoded(NOON.isoformat()), id="a time alone"),
        pytest.param(encoded("today 7"), id="no time"),
        pytest.param(encoded(f"{NOON.isoformat()} x"), id="no number"),
        pytest.param(encoded(f"{NOON.isoformat()} 7 7"), id="two numbers"),
        pytest.param(encoded(f"{NOON.isoformat()} 0"), id="number zero"),
        pytest.param(encoded(f"{NOON.isoformat()} -1"), id="a negative number"),
        pytest.param(encoded(f"{NOON.isoformat()} {2**63}"), id="a number too big"),
        pytest.param(encoded(f"{NOON.isoformat()} {'9' * 5000}"), id="a huge number"),
        pytest.param(encoded(f"{NOON.isoformat()} 07"), id="a leading zero"),
        pytest.param(encoded("2026-03-01T12:00:00 7"), id="no offset"),
        pytest.param(encoded("2026-03-01T12:00:00Z 7"), id="the offset in a letter"),
        pytest.param(encoded("2026-03-01T13:00:00+01:00 7"), id="another offset"),
        pytest.param(str(CURSOR) + "=", id="with its padding"),
        pytest.param(str(CURSOR) + "\n", id="with a newline"),
        pytest.param(" " + str(CURSOR), id="with a space"),
    ],
)
def test_a_cursor_is_refused_that_is(raw: object) -> None:
    """Nobody can make one by hand and get to what no page ever answered."""
    with pytest.raises(Refused, match="^must be the next cursor of an earlier page$"):
        parse_cursor(raw)


@pytest.mark.parametrize("number", [1, 2, 2**63 - 1])
def test_a_cursor_may_hold_every_number_of_a_column(number: int) -> None:
    """From the first to the last."""
    assert number == parse_cursor(encoded(f"{NOON.isoformat()} {number}")).id


@given(st.text() | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_no_text_makes_the_reader_stumble(raw: str) -> None:
    """What is read is written the same way again."""
    try:
        assert raw == str(parse_cursor(raw))
    except Refused as refusal:
        assert "must be the next cursor of an earlier page" == str(refusal)
