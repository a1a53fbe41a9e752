"""Does the simulation of docs/engines.md say what the guide says of it?"""

import random
from pathlib import Path

import pytest

from bench.spreading import anywhere, busiest, hashed, hit_rate, moved

GUIDE = (Path(__file__).parents[3] / "docs" / "engines.md").read_text()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 10])
def test_the_guide_has_the_figures(count: int) -> None:
    """Line by line."""
    warm, cold = hit_rate(count, hashed), hit_rate(count, anywhere(random.Random(2)))
    rates = f"{warm * 100:.0f} % | {cold * 100:.0f} %"
    rest = f"{busiest(count):.2f} | {moved(count) * 100:.0f} %"
    assert f"| {count} | {rates} | {rest} |" in GUIDE


def test_without_limits_of_disks_everything_is_warm_soon() -> None:
    """So what is cold above is what had to go."""
    assert hit_rate(3, hashed, kept=1000) > 0.98
