"""How raw fields become a value, or a list of complaints."""

from dataclasses import dataclass

import pytest

from app.domain.fields import (
    MISSING,
    Complaint,
    InvalidFields,
    Reader,
    Readers,
    Refused,
    build,
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something with two fields."""

    x: int
    y: int


def coordinate(raw: object) -> int:
    """Read an integer, zero for a missing one."""
    if raw is MISSING:
        return 0
    if isinstance(raw, int):
        return raw
    raise Refused(f"must be a number, not {raw}")


NUMBER = Reader(coordinate, {"type": "integer"})
READERS: Readers = {"x": NUMBER, "y": NUMBER}


def complaints(raw: dict[str, object]) -> tuple[Complaint, ...]:
    """Return why fields are refused."""
    with pytest.raises(InvalidFields) as refusal:
        build(Point, READERS, raw)
    return refusal.value.complaints


def test_read_fields_become_a_value() -> None:
    """Each under its name."""
    assert Point(1, 2) == build(Point, READERS, {"y": 2, "x": 1})


def test_a_missing_field_is_not_one_that_is_null() -> None:
    """Its reader knows whether that will do."""
    assert Point(1, 0) == build(Point, READERS, {"x": 1})
    assert ["y"] == [each.field for each in complaints({"x": 1, "y": None})]


def test_every_wrong_field_is_named_with_its_rule() -> None:
    """Those that nobody knows first, the rest in the order of the readers."""
    assert complaints({"y": "b", "z": 1, "x": "a", "w": 2}) == (
        Complaint("z", "must not be given: the fields are x, y"),
        Complaint("w", "must not be given: the fields are x, y"),
        Complaint("x", "must be a number, not a"),
        Complaint("y", "must be a number, not b"),
    )


def test_the_error_itself_is_readable() -> None:
    """In a traceback nobody asks for its complaints."""
    with pytest.raises(InvalidFields) as refusal:
        build(Point, READERS, {"x": "a", "y": "b"})

    assert "x must be a number, not a; y must be a number, not b" == str(refusal.value)


def test_an_error_of_a_reader_is_not_taken_for_a_refusal() -> None:
    """A defect here is not the sender's fault."""

    def fail(raw: object) -> int:
        raise KeyError(raw)

    with pytest.raises(KeyError):
        build(Point, {"x": Reader(fail, {})}, {"x": 1})


def test_a_reader_requires_its_field_unless_it_says_otherwise() -> None:
    """So that nobody forgets to say so."""
    assert (True, 7) == (NUMBER.required, NUMBER(7))
