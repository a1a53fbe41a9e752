"""Which addresses do containers get?"""

import pytest

from engine.network import free


@pytest.mark.parametrize(
    ("taken", "first", "chosen"),
    [
        pytest.param([], 4, "10.132.0.0/16", id="the first of this prefix"),
        pytest.param(["10.132.0.1"], 4, "10.133.0.0/16", id="taken: the next"),
        pytest.param(["10.132.9.9"], 4, "10.133.0.0/16", id="by any address in it"),
        pytest.param(["10.255.0.1"], 127, "10.128.0.0/16", id="after the last"),
        pytest.param(["10.13.2.1"], 4, "10.132.0.0/16", id="another's begins alike"),
        pytest.param([], 128 + 4, "10.132.0.0/16", id="a large number"),
    ],
)
def test_they_are_those_that_nobody_has(
    taken: list[str], first: int, chosen: str
) -> None:
    """Each prefix begins to look elsewhere."""
    assert chosen == free(taken, first)
