"""Is a gate that was made to look away red, or does it name what it left out?"""

from pathlib import Path

from tests.gates.fooling import FOOLING
from tests.gates.reports import report


def test_nobody_is_fooled(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """All attempts at once: each turns just its own legs red."""
    for attempt in FOOLING:
        attempt.plant(target)
    found = report(target, databases, tmp_path / "report")
    left_out = {
        (leg["stage"], leg["leg"]): leg["leftOut"] for leg in found.verdict["legs"]
    }

    assert set().union(*(each.legs for each in FOOLING)) == found.red
    for attempt in FOOLING:
        for leg, said in attempt.named.items():
            assert said in left_out[attempt.gate, leg], attempt.name
