"""Is what a tool wrote as JSON read strictly, and told clearly when it is not?"""

from collections.abc import Callable

import pytest

from pipeline.core.document import Node, read
from pipeline.core.errors import ToolOutputError
from tests.pipeline.examples import ran

TEXT = '{"a": [{"b": "x", "n": 2.5, "none": null, "yes": true}]}'


def root() -> Node:
    """Return the whole document."""
    return read(ran("tool", 0), TEXT)


def test_values_are_reached_by_name_and_in_turn() -> None:
    """Strings and numbers."""
    (item,) = root()["a"]
    assert "x" == item["b"].text()
    assert 2.5 == item["n"].number()


def test_null_counts_as_missing() -> None:
    """Tools use both for the same."""
    (item,) = root()["a"]
    assert "b" in item
    assert "none" not in item
    assert "other" not in item
    assert "b" not in root()["a"]


@pytest.mark.parametrize(
    ("number", "first", "position"),
    [(3, 1, 3), (0, 1, None), (-1, 1, None), (0, 0, 1), (-1, 0, None)],
)
def test_positions_count_from_one(number: int, first: int, position: int) -> None:
    """Whatever the tool counts from, and nothing where it knows no place."""
    assert position == read(ran("tool", 0), str(number)).position(first)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(
            lambda: root()["b"], r"'\$' of its output is not an object", id="name"
        ),
        pytest.param(lambda: root()["a"]["b"], "an object with 'b'", id="in a list"),
        pytest.param(
            lambda: list(root()), r"'\$' of its output is not a list", id="list"
        ),
        pytest.param(
            lambda: next(iter(root()["a"]))["n"].text(),
            r"'\$\.a\[0\]\.n' of its output is not a string",
            id="text",
        ),
        pytest.param(
            lambda: next(iter(root()["a"]))["b"].number(), "a number", id="number"
        ),
        pytest.param(
            lambda: next(iter(root()["a"]))["yes"].number(), "a number", id="bool"
        ),
        pytest.param(lambda: read(ran("tool", 0), "{"), "no JSON", id="cut"),
    ],
)
def test_what_is_not_as_expected_is_named_with_its_path(
    wrong: Callable[[], object], said: str
) -> None:
    """As an error of the tool."""
    with pytest.raises(ToolOutputError, match="could not understand tool.*" + said):
        wrong()
