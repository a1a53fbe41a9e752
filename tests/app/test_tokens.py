"""Which tokens open the door."""

from hashlib import sha256

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
