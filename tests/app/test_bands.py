"""Which band a DORA figure lies in."""

from datetime import timedelta

import pytest

from app.domain import bands
from app.domain.bands import Band

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("per_day", "band"),
    [
        pytest.param(3, Band.ELITE, id="several a day"),
        pytest.param(1, Band.ELITE, id="one a day"),
        pytest.param(0.99, Band.HIGH, id="less than one a day"),
        pytest.param(1 / 7, Band.HIGH, id="one a week"),
        pytest.param(1 / 8, Band.MEDIUM, id="less than one a week"),
        pytest.param(1 / 30, Band.MEDIUM, id="one a month"),
        pytest.param(1 / 31, Band.LOW, id="less than one a month"),
        pytest.param(0, None, id="none"),
    ],
)
def test_the_band_of_a_frequency(per_day: float, band: Band | None) -> None:
    """The more often, the better."""
    assert band is bands.frequency_band(per_day)


@pytest.mark.parametrize(
    ("lasted", "lead", "restored"),
    [
        pytest.param(HOUR, Band.ELITE, Band.ELITE, id="an hour"),
        pytest.param(HOUR + MINUTE, Band.ELITE, Band.HIGH, id="more than an hour"),
        pytest.param(DAY, Band.ELITE, Band.HIGH, id="a day"),
        pytest.param(DAY + MINUTE, Band.HIGH, Band.MEDIUM, id="more than a day"),
        pytest.param(7 * DAY, Band.HIGH, Band.MEDIUM, id="a week"),
        pytest.param(8 * DAY, Band.MEDIUM, Band.LOW, id="more than a week"),
        pytest.param(30 * DAY, Band.MEDIUM, Band.LOW, id="a month"),
        pytest.param(31 * DAY, Band.LOW, Band.LOW, id="more than a month"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_the_bands_of_a_duration(
    lasted: timedelta | None, lead: Band | None, restored: Band | None
) -> None:
    """A service has to be restored sooner than a change has to get there."""
    assert lead is bands.lead_time_band(lasted)
    assert restored is bands.restoration_band(lasted)


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        pytest.param(0.0, Band.ELITE, id="none"),
        pytest.param(0.05, Band.ELITE, id="one of twenty"),
        pytest.param(0.06, Band.HIGH, id="more than that"),
        pytest.param(0.10, Band.HIGH, id="one of ten"),
        pytest.param(0.15, Band.MEDIUM, id="three of twenty"),
        pytest.param(0.16, Band.LOW, id="more than those"),
        pytest.param(None, None, id="nothing was tried"),
    ],
)
def test_the_band_of_a_failure_rate(rate: float | None, band: Band | None) -> None:
    """The fewer failures, the better."""
    assert band is bands.failure_band(rate)
