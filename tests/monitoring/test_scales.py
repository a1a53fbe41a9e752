"""Are axes and numbers easy to read?"""

import pytest

from monitoring import scales
from monitoring.panels import Unit


@pytest.mark.parametrize(
    ("top", "unit", "ticks"),
    [
        (0, Unit.SECONDS, (0, 1)),
        (9.7, Unit.REQUESTS_PER_SECOND, (0, 2.5, 5, 7.5, 10)),
        (1, Unit.RATIO, (0, 0.25, 0.5, 0.75, 1)),
        (3, Unit.COUNT, (0, 1, 2, 3)),
        (0.5, Unit.COUNT, (0, 0.2, 0.4, 0.6000000000000001)),
        (17, Unit.COUNT, (0, 5, 10, 15, 20)),
        (256 * 1024**2, Unit.BYTES, tuple(100 * 1024**2 * n for n in range(4))),
    ],
)
def test_ticks_are_round(top: float, unit: Unit, ticks: tuple[float, ...]) -> None:
    """And reach the highest value."""
    found = scales.values(top, unit)

    assert ticks == found
    assert found[-1] >= top


@pytest.mark.parametrize("top", [1e-9, 0.003, 0.9, 7, 33.3, 4999, 1.2e7, 8e13])
@pytest.mark.parametrize("unit", Unit)
def test_there_are_few_ticks_whatever_the_values(top: float, unit: Unit) -> None:
    """So that their labels do not touch."""
    found = scales.values(top, unit)

    assert 2 <= len(found) <= 7
    assert found[-2] < top <= found[-1] * (1 + 1e-9)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.001, Unit.RATIO, "0.1 %"),
        (0.12345, Unit.RATIO, "12.3 %"),
        (0, Unit.SECONDS, "0"),
        (0.00042, Unit.SECONDS, "420 µs"),
        (0.0221, Unit.SECONDS, "22.1 ms"),
        (2.5, Unit.SECONDS, "2.5 s"),
        (256 * 1024**2, Unit.BYTES, "256 MiB"),
        (1536, Unit.BYTES_PER_SECOND, "1.5 KiB/s"),
        (8.9, Unit.REQUESTS_PER_SECOND, "8.9/s"),
        (12000, Unit.COUNT, "12k"),
        (1976, Unit.COUNT, "1976"),
        (3.2e6, Unit.COUNT, "3.2M"),
        (0.25, Unit.CORES, "0.25"),
    ],
)
def test_numbers_have_their_unit_and_three_digits(
    value: float, unit: Unit, words: str
) -> None:
    """More would not be read."""
    assert words == scales.word(value, unit)


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [
        (3, ["00:00:00", "00:00:30", "00:01:00", "00:01:30", "00:02:00", "00:02:30"]),
        (60, ["00:00", "00:10", "00:20", "00:30", "00:40", "00:50"]),
        (10080, ["01 Jan", "03 Jan", "05 Jan", "07 Jan"]),
    ],
)
def test_times_are_round_and_as_precise_as_needed(
    minutes: int, labels: list[str]
) -> None:
    """Seconds in minutes, days in weeks."""
    start, length = 1767225600.0, minutes * 60.0
    ticks = scales.times(start, start + length)

    assert labels == [scales.clock(each, length) for each in ticks][: len(labels)]
