"""Where the bars and marks of plots lie."""

from datetime import date, timedelta

from app.board import plots
from app.domain.dora import Day

MONDAY = date(2026, 3, 2)


def days(*counts: int) -> list[Day]:
    """Return days on which so much was deployed."""
    return [
        Day(MONDAY + timedelta(days=number), deployments=count)
        for number, count in enumerate(counts)
    ]


def test_the_highest_bar_is_as_high_as_the_plot() -> None:
    """And the others in proportion, standing on the ground."""
    found = plots.deployments(days(2, 4))

    assert [(24, 24), (0, 48)] == [(bar.y, bar.height) for bar in found]
    assert ["02 Mar: 2", "03 Mar: 4"] == [bar.title for bar in found]


def test_a_small_bar_can_still_be_seen() -> None:
    """One is not nothing."""
    assert plots.LEAST == plots.deployments(days(1, 1000))[0].height


def test_a_day_without_anything_has_no_bar() -> None:
    """And keeps its place."""
    (bar,) = plots.deployments(days(0, 0, 1, 0))

    assert 120 == bar.x
    assert () == plots.deployments(days(0, 0))
    assert () == plots.deployments(())


def test_each_figure_plots_its_own() -> None:
    """Failures are not deployments."""
    hour = timedelta(hours=1)
    busy = [Day(MONDAY, 3, 2, hour, 2 * hour)]

    assert ["02 Mar: 3"] == [bar.title for bar in plots.deployments(busy)]
    assert ["02 Mar: 2"] == [bar.title for bar in plots.failures(busy)]
    assert ["02 Mar: 1 hour"] == [bar.title for bar in plots.lead_times(busy)]
    assert ["02 Mar: 2 hours"] == [bar.title for bar in plots.restorations(busy)]
