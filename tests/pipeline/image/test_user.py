"""Which uid does an image's user have?"""

import pytest

from pipeline.core.image.user import uid

PASSWD = """root:x:0:0:root:/root:/bin/sh
daemon:x:1:1::/:/bin/false
app:x:10001:10001::/:/bin/sh
toor:x:00:0::/:/bin/sh

# a comment
broken
app:x:0:0::/:/bin/sh
plus:x:+0:0::/:/bin/sh
10001:x:0:0::/:/bin/sh
"""


@pytest.mark.parametrize(
    "user",
    ["", ":1", "0", "00", "+0", "-0", "0:0", "00:10001", "root", "root:daemon"]
    + ["toor", "plus", "toor:10001"],
)
def test_these_are_root(user: str) -> None:
    """By no name, by any number that is 0, by any name whose uid is 0."""
    assert 0 == uid(user, PASSWD)


@pytest.mark.parametrize(
    ("user", "number"),
    [("10001", 10001), ("010", 10), ("app", 10001), ("daemon:0", 1), ("1:0", 1)],
)
def test_these_are_not(user: str, number: int) -> None:
    """The first of a name counts, and what is a number is no name."""
    assert number == uid(user, PASSWD)


def test_a_name_that_nobody_has_is_nobody_s() -> None:
    """A container would not start. Root is root without a list, too."""
    assert uid("nobody", PASSWD) is None
    assert 0 == uid("root", "")
