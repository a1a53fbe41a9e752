"""What may be written beneath a deployment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fields import Complaint, InvalidFields
from app.domain.notes import READERS, Note, parse
from tests.app.examples import NOON

RULE = "must be 1 to 2000 printable characters, in lines or one"


def complaints(raw: dict[str, object]) -> tuple[Complaint, ...]:
    """Return why a note is refused."""
    with pytest.raises(InvalidFields) as refusal:
        parse(raw, "ada", NOON)
    return refusal.value.complaints


def test_a_note_has_its_author_and_time_from_the_service() -> None:
    """Nobody writes in somebody else's name."""
    assert Note("ada", "Looks good.", NOON) == parse(
        {"text": "Looks good."}, "ada", NOON
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("x", "x", id="one character"),
        pytest.param("x" * 2000, "x" * 2000, id="the longest"),
        pytest.param("one\ntwo", "one\ntwo", id="lines"),
        pytest.param(" \n one \n", "one", id="space around it"),
        pytest.param("\u4f60\u597d \U0001f680", "\u4f60\u597d \U0001f680", id="script"),
        pytest.param("<b>", "<b>", id="markup"),
    ],
)
def test_a_text_is_kept(text: str, kept: str) -> None:
    """As it was written, but for the space around it."""
    assert kept == parse({"text": text}, "ada", NOON).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="missing"),
        pytest.param(7, id="a number"),
        pytest.param(["x"], id="a list"),
        pytest.param("", id="empty"),
        pytest.param(" \n\u3000", id="blank"),
        pytest.param("x" * 2001, id="too long"),
        pytest.param(" " * 2000 + "x", id="too long with its space"),
        pytest.param("a\x00b", id="NUL"),
        pytest.param("a\tb", id="tab"),
        pytest.param("a\r\nb", id="carriage return"),
        pytest.param("a\x1bb", id="escape"),
        pytest.param("a\x7fb", id="delete"),
        pytest.param("a\x9fb", id="control character of Latin"),
        pytest.param("\ud800", id="half a surrogate pair"),
    ],
)
def test_a_text_is_refused_that_is(text: object) -> None:
    """A database takes no NUL, and a terminal may obey an escape."""
    assert (Complaint("text", RULE),) == complaints({"text": text})


def test_nothing_but_the_text_is_taken() -> None:
    """An author in the body would be a mistake, or an attack."""
    rule = "must not be given: the fields are text"

    assert (Complaint("author", rule),) == complaints({"text": "x", "author": "eve"})


@given(st.text())
def test_the_schema_says_what_is_taken(text: str) -> None:
    """Clients that follow it are not refused, those that do not are."""
    schema = READERS["text"].schema
    described = len(text) >= 1 and re.search(str(schema["pattern"]), text)
    try:
        taken = parse({"text": text}, "ada", NOON)
    except InvalidFields:
        assert not described
    else:
        assert described and taken.text in text
