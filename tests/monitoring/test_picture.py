"""Does a picture show what was measured?"""

import math
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from monitoring import picture
from monitoring.__main__ import main
from monitoring.panels import Dashboard, Panel, Query, Threshold, Unit
from monitoring.picture import COLOURS, draw, drawn, height
from monitoring.series import Series, SeriesError, Span, ask, parse
from tests.monitoring import programs
from tests.serving import wait

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPAN = Span(START, START + timedelta(minutes=10), 60)
SVG = "{http://www.w3.org/2000/svg}"


def series(*values: float, **labels: str) -> Series:
    """Return a series with a value a minute."""
    first = START.timestamp()
    points = ((first + 60 * number, value) for number, value in enumerate(values))
    return Series(labels, tuple(points))


def panel(
    *legends: str,
    unit: Unit = Unit.COUNT,
    stacked: bool = False,
    threshold: Threshold | None = None,
) -> Panel:
    """Return a panel with a query for each legend, q0, q1 and so on."""
    queries = tuple(Query(f"q{number}", each) for number, each in enumerate(legends))
    return Panel("A panel", unit, queries, threshold, stacked)


def svg(one: Panel, *found: Series) -> ElementTree.Element:
    """Draw a panel whose first query has found series."""
    dashboard = Dashboard("one", "One <panel>", (one,))
    return ElementTree.fromstring(draw(dashboard, {"q0": found}, SPAN))


def texts(drawing: ElementTree.Element) -> list[str]:
    """Return all words of a picture."""
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def lines(drawing: ElementTree.Element) -> list[str]:
    """Return the paths of the series."""
    paths = drawing.iter(f"{SVG}path")
    return [each.attrib["d"] for each in paths if each.get("class") == "series"]


def test_a_picture_says_what_it_shows_and_when() -> None:
    """In words that need no program to read."""
    dashboard = Dashboard("one", "One <panel>", (panel("{{pod}}"),))
    words = texts(
        ElementTree.fromstring(draw(dashboard, {}, SPAN, "release-ledger-dev"))
    )

    assert "One <panel>" in words
    assert "release-ledger-dev, 01 Mar 2026 12:00 to 12:10 UTC" in words
    assert {"A panel", "no series", "12:02", "12:08"} <= set(words)


def test_a_series_is_named_by_its_labels_with_its_last_value() -> None:
    """A line without a name says nothing."""
    words = texts(svg(panel("{{pod}}", unit=Unit.SECONDS), series(1, 2.5, pod="a")))

    assert {"a", "2.5 s"} <= set(words)


def test_a_line_goes_from_its_first_value_to_its_last() -> None:
    """The highest at the top, zero at the bottom, over the time that was asked for."""
    (path,) = lines(svg(panel("x"), series(0, 5, 10)))
    places = [tuple(map(float, each.split())) for each in path[1:].split("L")]

    assert [86, 134, 182] == [x for x, _ in places]
    assert [254, 179, 104] == [y for _, y in places]


def test_a_hole_is_not_drawn_over() -> None:
    """Where nothing was measured nothing is known."""
    gap = series(1, 1, math.nan, math.nan, math.nan, 1, 1)

    assert 2 == len(lines(svg(panel("x"), gap)))
    assert 1 == len(lines(svg(panel("x"), series(1, 1, 1, 1, 1, 1, 1))))


def test_stacked_series_lie_on_each_other() -> None:
    """Their sum is the upper line, and the legend has their own values."""
    one = panel("{{pod}}", stacked=True)
    found = (series(1, 1, pod="a"), series(2, 3, pod="b"))
    lower, upper = drawn(one, {"q0": found})

    assert [1, 1] == [value for _, value in lower.points]
    assert [3, 4] == [value for _, value in upper.points]
    assert [1, 1] == [value for _, value in upper.below]
    assert "3" in texts(svg(one, *found))


def test_a_limit_is_drawn_where_values_come_near_it() -> None:
    """And beside far smaller ones it does not make them flat."""
    limit = Threshold(0.25, "objective")
    near, far, none = 0.1, 0.001, 0

    for value, shown in ((near, True), (far, False), (none, True)):
        drawing = svg(panel("x", threshold=limit), series(value, value))
        assert shown == ("objective" in texts(drawing))


def test_each_series_has_a_colour_of_its_own() -> None:
    """As long as there are enough."""
    found = tuple(series(1, pod=str(each)) for each in range(10))
    colours = [each.colour for each in drawn(panel("{{pod}}"), {"q0": found})]

    assert [*COLOURS, *COLOURS[:2]] == colours
    assert len(set(COLOURS)) == len(COLOURS)


def test_a_panel_grows_with_its_legend() -> None:
    """Nothing is written over anything else."""
    few = drawn(panel("{{pod}}"), {"q0": (series(1, pod="a"),)})
    many = drawn(
        panel("{{pod}}"), {"q0": tuple(series(1, pod=str(each)) for each in range(9))}
    )

    assert height(few) < height(many)


def test_long_names_are_cut() -> None:
    """They would be written over their values."""
    words = texts(svg(panel("{{pod}}"), series(1, pod="p" * 80)))

    assert [each for each in words if re.fullmatch("p+…", each)]


def test_a_picture_is_the_same_each_time() -> None:
    """What has not changed makes no commit."""
    dashboard = Dashboard("one", "One", (panel("{{pod}}"),))
    results = {"q0": (series(1, 2, pod="a"), series(2, 3, pod="b"))}

    assert draw(dashboard, results, SPAN) == draw(dashboard, results, SPAN)


def test_it_suits_bright_and_dark_pages() -> None:
    """All colours but those of series are named once for each."""
    style = picture.STYLE
    names = set(re.findall(r"var\((--\w+)\)", style))
    bright, dark = style.split("@media (prefers-color-scheme: dark)")

    assert names == set(re.findall(r"(--\w+):", bright))
    assert names <= set(re.findall(r"(--\w+):", dark))


def test_series_come_in_a_stable_order() -> None:
    """Prometheus promises none."""
    body = (
        b'{"data": {"result": [{"metric": {"a": "2"}, "values": [[1, "NaN"]]},'
        b' {"metric": {"a": "1"}, "values": [[1, "3"]]}]}}'
    )
    first, second = parse(body)

    assert ({"a": "1"}, ((1, 3),)) == (first.labels, first.points)
    assert math.isnan(second.points[0][1])


def test_a_prometheus_that_is_away_is_named() -> None:
    """With what to do."""
    with pytest.raises(
        SeriesError, match="could not ask Prometheus 'http://127.0.0.1:1'"
    ):
        ask("http://127.0.0.1:1", "up", SPAN)


def test_pictures_are_drawn_of_a_real_prometheus(tmp_path: Path) -> None:
    """Which scrapes itself; an expression that it refuses is said to be."""
    file = tmp_path / "prometheus.yaml"
    file.write_text(
        "global: {scrape_interval: 1s}\n"
        "scrape_configs:\n"
        "  - job_name: prometheus\n"
        "    file_sd_configs: [{files: [self.json], refresh_interval: 1s}]\n"
    )
    with programs.prometheus(tmp_path / "server", file) as address:
        (tmp_path / "self.json").write_text(
            f'[{{"targets": ["{address.split("//")[1]}"]}}]'
        )
        wait(lambda: now(address, "prometheus_tsdb_head_series > 300"))
        given = ["pictures", address, "--minutes", "1", "--into", str(tmp_path)]
        assert 0 == main(given)
        with pytest.raises(SeriesError, match="could not ask for 'sum by'.*fix"):
            ask(address, "sum by", SPAN)

    words = texts(ElementTree.parse(tmp_path / "platform.svg").getroot())
    assert "prometheus" in words
    assert "release-ledger-production" in (tmp_path / "service.svg").read_text()


def now(address: str, expression: str) -> bool:
    """Tell whether an expression has a value now."""
    data = programs.asked(address, "/api/v1/query", query=expression)
    return bool(data["result"])
