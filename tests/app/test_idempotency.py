"""When are two requests with a key the same."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fields import Complaint, InvalidFields, build
from app.domain.idempotency import HEADER, READERS, Once, once

JSON = st.dictionaries(
    st.text(max_size=3), st.none() | st.booleans() | st.integers() | st.text()
)


def read(**given_: object) -> object:
    """Return the key of a request with these headers."""
    return build(dict[str, object], READERS, given_ and {HEADER: given_["key"]})[HEADER]


def test_a_key_is_bound_to_what_was_sent() -> None:
    """In a form that stays the same over versions: the ledger keeps it."""
    body = {"version": "1.4.0", "actor": "Zo\xeb", "time": None}
    canonical = rb'{"actor":"Zo\u00eb","time":null,"version":"1.4.0"}'

    assert Once("k", sha256(canonical).hexdigest()) == once("k", body)


@given(JSON)
def test_the_order_of_fields_does_not_matter(body: dict[str, object]) -> None:
    """Clients may write the same object in any order."""
    assert once("k", body) == once("k", dict(reversed(body.items())))


@given(JSON, JSON)
def test_another_body_has_another_fingerprint(
    one: dict[str, object], other: dict[str, object]
) -> None:
    """Whatever the difference, one of type included."""
    same = repr(sorted(one.items())) == repr(sorted(other.items()))

    assert same == (once("k", one).fingerprint == once("k", other).fingerprint)


def test_the_key_is_no_part_of_the_fingerprint() -> None:
    """It stands beside it."""
    assert once("a", {}).fingerprint == once("b", {}).fingerprint
    assert ("a", "b") == (once("a", {}).key, once("b", {}).key)


def test_a_body_may_hold_what_no_encoding_can_write() -> None:
    """JSON lets half a surrogate pair through; a later rule refuses it."""
    assert once("k", {"actor": "\ud800"}) != once("k", {"actor": "\udfff"})


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("7", id="one character"),
        pytest.param("a" * 255, id="the longest"),
        pytest.param("deploy:release-ledger/1.4.0#7!~", id="punctuation"),
    ],
)
def test_a_key_may_be(key: str) -> None:
    """Whatever fits into a header."""
    assert key == read(key=key)


def test_a_key_may_be_missing() -> None:
    """Then every request counts."""
    assert read() is None


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("", id="empty"),
        pytest.param("a" * 256, id="too long"),
        pytest.param("a b", id="with a space"),
        pytest.param("caf\xe9", id="beyond ASCII"),
        pytest.param("a\x7f", id="with a control character"),
        pytest.param(7, id="no text"),
    ],
)
def test_a_key_is_refused_that_is(key: object) -> None:
    """A key that is not kept as it was sent could not be found again."""
    with pytest.raises(InvalidFields) as refusal:
        read(key=key)

    rule = "must be 1 to 255 visible ASCII characters"
    assert (Complaint("Idempotency-Key", rule),) == refusal.value.complaints
