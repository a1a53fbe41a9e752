"""Which tokens open the door."""

from hashlib import sha256
from hmac import compare_digest

import pytest

from app.web.tokens import match

OLD, NEW = (sha256(token).hexdigest() for token in (b"old", b"new"))


def test_every_listed_token_is_known() -> None:
    """While tokens are rotated, the old and the new one both work."""
    assert 0 == match("old", (OLD, NEW))
    assert 1 == match("new", (OLD, NEW))


def test_no_other_token_is_known() -> None:
    """Neither a wrong one, nor the hash itself, nor any when none is listed."""
    assert match("older", (OLD, NEW)) is None
    assert match(OLD, (OLD, NEW)) is None
    assert match("old", ()) is None


def test_the_time_of_an_answer_tells_nothing_of_the_tokens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All hashes are compared whichever is right, and each in constant time."""
    compared: list[str] = []

    def compare(digest: str, each: str) -> bool:
        compared.append(each)
        return compare_digest(digest, each)

    monkeypatch.setattr("hmac.compare_digest", compare)

    assert 0 == match("old", (OLD, NEW))
    assert [OLD, NEW] == compared
