"""Are durations read as Docker reads them?"""

import pytest

from pipeline.core.durations import seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2s", 2, id="seconds"),
        pytest.param("1m30s", 90, id="minutes and seconds"),
        pytest.param("250ms", 0.25, id="milliseconds"),
        pytest.param("1.5s", 1.5, id="a fraction"),
        pytest.param("0", 0, id="nothing"),
    ],
)
def test_a_duration_is_read_in_seconds(text: str, expected: float) -> None:
    """Whatever its units."""
    assert expected == pytest.approx(seconds(text))


@pytest.mark.parametrize("text", ["", "2", "s", "2 s", "2d", "-1s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """With the text, and how one looks."""
    with pytest.raises(ValueError, match="is no duration such as 1m30s"):
        seconds(text)
