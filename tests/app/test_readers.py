"""What each reader takes, refuses, and says of both in its schema."""

import time
from datetime import UTC, datetime, timedelta
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.domain.fields import MISSING, Reader, Refused
from app.domain.readers import (
    TIME,
    choice,
    matching,
    optional,
    parse_time,
    past,
    prose,
    whole_number,
    words,
)
from tests.app.examples import NOON

TIME_RULE = "must be a time with its offset, like 2026-01-31T09:30:00Z"


class Colour(Enum):
    """Some values to choose from."""

    RED = "red"
    GREEN = "green"


def rule(reader: Reader[object], raw: object) -> str:
    """Return the rule that a raw value breaks."""
    with pytest.raises(Refused) as refusal:
        reader(raw)
    return str(refusal.value)


def agrees(reader: Reader[object], raw: object) -> None:
    """Hold what a reader takes against its schema."""
    described = Draft202012Validator(reader.schema).is_valid(raw)
    try:
        reader(raw)
    except Refused:
        assert not described
    else:
        assert described


def test_a_choice_is_made_by_value() -> None:
    """The first, the last, and no other."""
    reader = choice(Colour)

    assert (Colour.RED, Colour.GREEN) == (reader("red"), reader("green"))
    for raw in ("RED", "blue", "", None, ["red"], Colour.RED):
        assert "must be one of red, green" == rule(reader, raw)
    assert {"type": "string", "enum": ["red", "green"]} == reader.schema
    assert reader.required


def test_a_pattern_matches_a_whole_text() -> None:
    """Of ASCII: letters of other scripts look like those that were meant."""
    reader = matching(r"\w+|\d", "must be a word")

    assert "a1_" == reader("a1_")
    for raw in ("a b", "a\n", "\nb", "\xe9", "\u0663", "", None, 7, ["a"]):
        assert "must be a word" == rule(reader, raw)
    assert {"type": "string", "pattern": r"^(\w+|\d)$"} == reader.schema
    assert reader.required


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a", id="one character"),
        pytest.param("ab", id="two characters"),
        pytest.param("a b", id="space within"),
        pytest.param("!~\xa1\u1fff\u2c00\ud7ff", id="the ends of what is printable"),
        pytest.param("a" * 10, id="the longest"),
        pytest.param("\u4f60\u597d", id="another script"),
    ],
)
def test_words_may_be(text: str) -> None:
    """One line in any script."""
    assert text == words(10)(text)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("", id="empty"),
        pytest.param(" ", id="a space"),
        pytest.param(" a", id="space before"),
        pytest.param("a ", id="space after"),
        pytest.param("a" * 11, id="too long"),
        pytest.param("a\nb", id="two lines"),
        pytest.param("a\x7f", id="a control character"),
        pytest.param("a\xa0b", id="a space that does not break"),
        pytest.param("a\u200bb", id="a space without width"),
        pytest.param("a\u202eb", id="a mark that turns the direction"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param(None, id="missing"),
        pytest.param(7, id="a number"),
    ],
)
def test_words_are_refused_that_are(raw: object) -> None:
    """What nobody sees could pretend to be something else."""
    assert "must be 1 to 10 printable characters without space around them" == rule(
        words(10), raw
    )


@given(st.text(st.sampled_from(" ab\n\xe9\u200b"), max_size=5))
def test_the_schema_of_words_says_what_is_taken(raw: str) -> None:
    """Clients that follow it are not refused."""
    agrees(words(4), raw.rstrip("\n"))


def test_prose_is_of_many_lines() -> None:
    """Without the space around it, up to its length."""
    reader = prose(5)

    assert ("a\nb", "a", "abcde") == (reader(" a\nb "), reader("a"), reader("abcde"))
    for raw in ("", "  ", "abcdef", "abcd  ", "a\tb", "a\x00", "a\x9f", None, 7):
        assert "must be 1 to 5 printable characters, in lines or one" == rule(
            reader, raw
        )
    assert reader.required


@given(st.text(st.sampled_from(" ab\n\t\x00\xa0\u2028\u3000\xe9"), max_size=6))
def test_the_schema_of_prose_says_what_is_taken(raw: str) -> None:
    """Clients that follow it are not refused."""
    agrees(prose(5), raw)


def test_the_schema_of_prose_has_an_example() -> None:
    """A pattern alone tells little."""
    schema = prose(5).schema
    examples = schema["examples"]

    assert ("string", ["Looks good."]) == (schema["type"], examples)


def test_the_schema_of_prose_says_how_long_it_may_be() -> None:
    """In words that forms are made from, too: few of them read a pattern."""
    schema = prose(5).schema

    assert (1, 5) == (schema["minLength"], schema["maxLength"])


def test_a_whole_number_is_written_in_digits() -> None:
    """Within its bounds, both included."""
    reader = whole_number(2, 30)

    assert (2, 7, 30) == (reader("2"), reader("07"), reader("30"))
    for raw in ("1", "31", "-2", "2.0", "+2", " 2", "2\n", "\u0663", "", None, 7):
        assert "must be a whole number from 2 to 30" == rule(reader, raw)
    assert {"type": "integer", "minimum": 2, "maximum": 30} == reader.schema
    assert reader.required


def test_a_number_has_no_more_digits_than_anybody_needs() -> None:
    """Python would take minutes over millions of them."""
    reader = whole_number(0, 10**12)

    assert 999_999_999 == reader("999999999")
    assert "must be a whole number from 0 to 1000000000000" == rule(reader, "1" * 10)


def test_what_is_optional_has_a_default() -> None:
    """And is read like any other where it is given."""
    reader = optional(choice(Colour), Colour.GREEN)

    assert (Colour.GREEN, Colour.RED) == (reader(MISSING), reader("red"))
    assert "must be one of red, green" == rule(reader, None)
    assert (choice(Colour).schema, False) == (reader.schema, reader.required)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("2026-03-01T12:00:00Z", NOON, id="UTC"),
        pytest.param("2026-03-01T10:30:00-01:30", NOON, id="behind UTC"),
        pytest.param("2026-03-01T14:00:00+02:00", NOON, id="ahead of UTC"),
        pytest.param(
            "2026-03-01T12:00:00.25Z", NOON + timedelta(seconds=0.25), id="a fraction"
        ),
        pytest.param(
            "2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC), id="leap day"
        ),
    ],
)
def test_a_time_is_read_in_utc(raw: str, expected: datetime) -> None:
    """Whatever offset it was written with."""
    read = parse_time(raw)

    assert (expected, UTC) == (read, read.tzinfo)


def test_a_time_is_read_in_utc_wherever_the_machine_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Days begin at midnight in UTC for everybody who looks at the ledger."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        read = parse_time("2026-03-01T12:00:00Z")
    time.tzset()

    assert timedelta(0) == read.utcoffset()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("2026-03-01T12:00:00", id="without offset"),
        pytest.param("2026-03-01", id="without hour"),
        pytest.param("2026-03-01 12:00:00Z", id="with a space"),
        pytest.param("20260301T120000Z", id="without hyphens"),
        pytest.param("2026-03-01T12:00:00z", id="in small letters"),
        pytest.param("2026-02-29T12:00:00Z", id="of no day"),
        pytest.param("2026-03-01T24:00:00Z", id="of no hour"),
        pytest.param("2026-03-01T12:00:00+24:00", id="of no offset"),
        pytest.param("2026-03-01T12:00:00.0000000001Z", id="too precise"),
        pytest.param("2026-03-01T12:00:00Z\n", id="with a newline"),
        pytest.param("0001-01-01T00:00:00+00:01", id="before the first year"),
        pytest.param("9999-12-31T23:59:59-00:01", id="after the last year"),
        pytest.param(None, id="missing"),
        pytest.param(7, id="a number"),
    ],
)
def test_a_time_is_refused_that_is(raw: object) -> None:
    """One form is enough, and the rule shows it."""
    assert TIME_RULE == rule(TIME, raw)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_that_is_written_is_read(moment: datetime) -> None:
    """As the service writes them in its answers."""
    assert moment == parse_time(moment.isoformat())
    assert Draft202012Validator(TIME.schema).is_valid(moment.isoformat())


def test_a_past_time_may_be_five_minutes_ahead() -> None:
    """Clocks differ, and a time zone that was forgotten is more than that."""
    reader = past(NOON)

    assert NOON + timedelta(minutes=5) == reader("2026-03-01T12:05:00Z")
    assert "must not lie in the future" == rule(reader, "2026-03-01T12:05:00.000001Z")
    assert TIME_RULE == rule(reader, "soon")
    assert (TIME.schema, True) == (reader.schema, reader.required)
