"""Which number is a quantity?"""

from fractions import Fraction

import pytest

from pipeline.core.contracts.reading.quantities import amount, share


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("500m", "0.5"),
        ("1", 1),
        ("256Mi", "262144Ki"),
        ("1Gi", 1024**3),
        ("1e3", "1k"),
        ("1E3", "1000"),
        ("1E", 10**18),
        (".5", "500m"),
    ],
)
def test_the_same_amount_is_written_in_many_ways(same: object, other: object) -> None:
    """As a cluster reads them."""
    assert amount(same) == amount(other) is not None


@pytest.mark.parametrize("value", [None, True, "", "x", "1Zi", "-1", [1]])
def test_what_is_no_quantity_is_none(value: object) -> None:
    """The schema says so."""
    assert amount(value) is None


def test_a_share_is_rounded_up() -> None:
    """As budgets and surges are."""
    assert (2, 1, 3, None) == (
        share("67%", 2),
        share("1%", 5),
        share(3, 9),
        share("x", 1),
    )
    assert Fraction(1, 2) == amount("500m")
