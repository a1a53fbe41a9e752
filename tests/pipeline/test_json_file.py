"""Is JSON that people may have touched read strictly?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import Refused
from pipeline.core.json_file import Field, parse, timestamp, written

RESTORE = "restore it from Git"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param(
            '{"a": 1,\n"a": 2}', "'a' stands there twice; keep one", id="a key twice"
        ),
        pytest.param(
            '[{"b": {"a": 1, "a": 1}}]',
            "'a' stands there twice; keep one",
            id="a key twice further in",
        ),
        pytest.param("", f"line 1 is no JSON; {RESTORE}", id="nothing"),
        pytest.param(
            '{\n"a": 1,\n}', f"line 3 is no JSON; {RESTORE}", id="a comma too many"
        ),
        pytest.param("\ufeff{}", f"line 1 is no JSON; {RESTORE}", id="BOM"),
        pytest.param(
            "{}\n<<<<<<< HEAD\n", f"line 2 is no JSON; {RESTORE}", id="an open merge"
        ),
        pytest.param('{"a": NaN}', "NaN is no JSON; write a number", id="not a number"),
        pytest.param(
            "[" * 100_000,
            f"it has too many digits or brackets; {RESTORE}",
            id="a pit of brackets",
        ),
        pytest.param(
            "1" * 100_000,
            f"it has too many digits or brackets; {RESTORE}",
            id="a number of a hundred thousand digits",
        ),
    ],
)
def test_a_text_is_refused_with_its_line(text: str, cause: str) -> None:
    """Whatever else Python would make of it."""
    with pytest.raises(Refused) as refused:
        parse(text, "x.json")
    assert f"could not read 'x.json': {cause}" == str(refused.value)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never with another error."""
    try:
        parse(text, "x.json")
    except Refused as error:
        assert str(error).startswith("could not read 'x.json': ")


@pytest.mark.parametrize(
    ("ask", "cause"),
    [
        pytest.param(
            lambda root: root.member("text").whole(),
            "'text' is \"Zo\\u00eb\"; it has to be a whole number from 0 on",
            id="a text is no number",
        ),
        pytest.param(
            lambda root: root.member("number").whole(least=8),
            "'number' is 7; it has to be a whole number from 8 on",
            id="too little",
        ),
        pytest.param(
            lambda root: root.member("number").boolean(),
            "'number' is 7; it has to be true or false",
            id="a number is not true",
        ),
        pytest.param(
            lambda root: root.member("number").items(),
            "'number' is 7; it has to be a list",
            id="nor a list",
        ),
        pytest.param(
            lambda root: root.member("number").names(),
            "'number' is 7; it has to be an object",
            id="nor an object",
        ),
        pytest.param(
            lambda root: root.member("absent").line(),
            "'absent' is null; it has to be one line of 1 to 200 printable characters",
            id="nothing is no line",
        ),
        pytest.param(
            lambda root: root.member("text").line(least=4),
            "'text' is \"Zo\\u00eb\"; "
            "it has to be one line of 4 to 200 printable characters",
            id="too short a line",
        ),
        pytest.param(
            lambda root: root.member("text").line(most=2),
            "'text' is \"Zo\\u00eb\"; "
            "it has to be one line of 1 to 2 printable characters",
            id="too long a line",
        ),
        pytest.param(
            lambda root: root.member("list").items()[1].member("b").time(),
            "'list[1].b' is 2; it has to be a time in UTC, like 2026-01-31T09:30:00Z",
            id="a place in a list",
        ),
        pytest.param(
            lambda root: root.member("list").items()[1].members(["a"]),
            "'list[1]' lacks 'a'; add it",
            id="a key that is missing",
        ),
        pytest.param(
            lambda root: root.members(["text"]),
            "it has unknown key 'list'; remove it",
            id="a key too many",
        ),
        pytest.param(
            lambda root: root.member("long").boolean(),
            f'\'long\' is "{99 * "a"}; it has to be true or false',
            id="a long value is cut",
        ),
    ],
)
def test_a_value_is_refused_with_its_place(
    ask: Callable[[Field], object], cause: str
) -> None:
    """And with what it has to be."""
    root = parse(
        written(
            {
                "text": "Zoë",
                "number": 7,
                "list": [{}, {"b": 2}],
                "long": "a" * 200,
            }
        ),
        "x.json",
    )
    with pytest.raises(Refused) as refused:
        ask(root)
    assert f"could not read 'x.json': {cause}" == str(refused.value)


def test_what_is_as_expected_is_returned() -> None:
    """The bounds belong to what is allowed."""
    root = parse('{"a": 0, "b": "xy", "c": [true], "d": null}', "x.json")

    assert ("a", "b", "c", "d") == root.names()
    assert 0 == root.some(["a"])["a"].whole()
    assert "xy" == root.member("b").line(least=2, most=2)
    assert "xy" == root.member("b").one_of(("xy", "z"))
    assert [True] == [each.boolean() for each in root.member("c").items()]
    assert root.member("d").value is root.member("e").value is None
    assert "a" * 200 == Field("x.json", "a" * 200).line()


@pytest.mark.parametrize(
    ("time", "text"),
    [
        pytest.param(
            datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            "2026-01-02T03:04:05Z",
            id="seconds",
        ),
        pytest.param(
            datetime(2026, 1, 2, 3, 4, 5, 6, UTC),
            "2026-01-02T03:04:05.000006Z",
            id="parts of them",
        ),
    ],
)
def test_a_time_is_read_as_it_was_written(time: datetime, text: str) -> None:
    """In UTC, which every machine and every person reads alike."""
    read = Field("x.json", text).time()

    assert text == timestamp(time)
    assert time == read and timedelta(0) == read.utcoffset()


def test_a_time_of_another_zone_is_not_written_as_one_of_utc() -> None:
    """Its reader would take it for another moment."""
    zone = timezone(timedelta(hours=1))

    assert timestamp(datetime(2026, 1, 2, tzinfo=zone)).endswith("+01:00")


def test_a_document_has_one_text() -> None:
    """Whatever the order in which it was put together."""
    assert '{\n  "a": "ë",\n  "b": 1\n}\n' == written({"b": 1, "a": "ë"})
