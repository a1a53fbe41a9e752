"""Draw a dashboard as SVG, from series over time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from monitoring import scales
from monitoring.panels import Dashboard, Panel, Unit
from monitoring.series import Series, Span, finite

COLUMNS = 2
WIDTH, PLOT = 560, 150
MARGIN, GAP = 24, 16
LEFT, TOP, UNDER = 62, 40, 24
LINE, ROW = 18, 7.2
HEAD = 64
# They can be told apart by people who see colours differently, on white and on black.
COLOURS = (
    "#3b82c4",
    "#d97b29",
    "#2f9e7a",
    "#b45fa6",
    "#c9a227",
    "#6c7a89",
    "#d1495b",
    "#5aa9e6",
)
STYLE = """\
:root { --paper: #ffffff; --card: #f7f8fa; --ink: #1d2530; --soft: #5c6773;
  --line: #dde1e6; --alarm: #c8313f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #12161c; --card: #1a2028; --ink: #e6eaef; --soft: #9aa5b1;
    --line: #2f3843; --alarm: #ff6b78; } }
text { font: 12px "DejaVu Sans", Verdana, sans-serif; fill: var(--soft); }
.title { font-size: 20px; font-weight: bold; fill: var(--ink); }
.name { font-size: 14px; font-weight: bold; fill: var(--ink); }
.legend { fill: var(--ink); }
.end { text-anchor: end; } .middle { text-anchor: middle; }
.paper { fill: var(--paper); }
.card { fill: var(--card); stroke: var(--line); }
.grid { stroke: var(--line); stroke-width: 1; }
.limit { stroke: var(--alarm); stroke-width: 1.5; stroke-dasharray: 5 4; }
.alarm { fill: var(--alarm); }
.series { fill: none; stroke-width: 2; stroke-linejoin: round; }
"""

Results = Mapping[str, Sequence[Series]]
Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series as it is drawn: with its name, its colour, and what lies below it."""

    name: str
    colour: str
    points: Points
    below: Points


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and times lie in a panel."""

    x: float
    y: float
    width: float
    height: float
    span: Span
    top: float

    def across(self, time: float) -> float:
        """Return where a time lies."""
        start, end = self.span.start.timestamp(), self.span.end.timestamp()
        return round(self.x + self.width * (time - start) / (end - start), 1)

    def up(self, value: float) -> float:
        """Return where a value lies; what is beyond the top is at the top."""
        share = min(max(value / self.top, 0.0), 1.0)
        return round(self.y + self.height * (1 - share), 1)


def draw(dashboard: Dashboard, results: Results, span: Span, place: str = "") -> str:
    """Return a dashboard as one SVG; *results* holds the series of each expression."""
    series = [drawn(panel, results) for panel in dashboard.panels]
    rows = [
        max(height(each) for each in series[at : at + COLUMNS])
        for at in range(0, len(series), COLUMNS)
    ]
    parts, y = [], float(HEAD)
    for number, (panel, lines) in enumerate(zip(dashboard.panels, series)):
        row, column = divmod(number, COLUMNS)
        x = MARGIN + column * (WIDTH + GAP)
        y = HEAD + sum(rows[:row]) + GAP * row
        parts += card(panel, lines, span, x, y, rows[row])
    width = 2 * MARGIN + COLUMNS * WIDTH + (COLUMNS - 1) * GAP
    total = HEAD + sum(rows) + GAP * (len(rows) - 1) + MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total:g}"'
            f' width="{width}" height="{total:g}" role="img"'
            f' aria-label="{escape(dashboard.title)}">',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{width}" height="{total:g}"/>',
            _text(MARGIN, 34, dashboard.title, "title"),
            _text(width - MARGIN, 34, about(span, place), "end"),
            *parts,
            "</svg>\n",
        )
    )


def about(span: Span, place: str) -> str:
    """Word which time of which environment is shown."""
    day = f"{span.start:%d %b %Y %H:%M} to {span.end:%H:%M} UTC"
    return f"{place}, {day}" if place else day


def drawn(panel: Panel, results: Results) -> tuple[Drawn, ...]:
    """Give each series of a panel its name, its colour and its place in the stack."""
    found: list[Drawn] = []
    heap: dict[float, float] = {}
    for query in panel.queries:
        for series in results.get(query.expression, ()):
            points = finite(series.points)
            if not points:
                continue
            below = [(time, heap.get(time, 0.0)) for time, _ in points]
            if panel.stacked:
                points = [
                    (time, value + under)
                    for (time, value), (_, under) in zip(points, below)
                ]
                heap.update(points)
            colour = COLOURS[len(found) % len(COLOURS)]
            name = series.name(query.legend) or panel.title
            found.append(Drawn(name, colour, points, below))
    return tuple(found)


def height(lines: Sequence[Drawn]) -> float:
    """Return how high a panel is, with a row of its legend for every two series."""
    return TOP + PLOT + UNDER + LINE * max(1, math.ceil(len(lines) / 2)) + 14


def card(
    panel: Panel, lines: Sequence[Drawn], span: Span, x: float, y: float, size: float
) -> list[str]:
    """Draw a panel: its title, axes, series and legend."""
    ticks = scales.values(panel.top or highest(panel, lines), panel.unit)
    frame = Frame(
        x + LEFT, y + TOP, WIDTH - LEFT - 18, PLOT, span, panel.top or ticks[-1]
    )
    return [
        f'<rect class="card" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{size:g}"'
        ' rx="6"/>',
        _text(x + 14, y + 24, panel.title, "name"),
        *axes(frame, ticks, panel.unit),
        *curves(panel, lines, frame),
        *limit(panel, frame),
        *legend(panel, lines, x + 14, y + TOP + PLOT + UNDER + LINE),
    ]


def highest(panel: Panel, lines: Sequence[Drawn]) -> float:
    """Return the highest value that has to be on the axis."""
    found = max((value for each in lines for _, value in each.points), default=0.0)
    if not panel.threshold:
        return found
    # The limit is seen where values come near it, and does not flatten them else.
    near = not found or found * 8 >= panel.threshold.value
    return max(found, panel.threshold.value * 1.1 if near else 0.0)


def axes(frame: Frame, ticks: Sequence[float], unit: Unit) -> list[str]:
    """Draw a line for each value, and a label for each time."""
    right, bottom = frame.x + frame.width, frame.y + frame.height
    parts = []
    for tick in ticks:
        y = frame.up(tick)
        parts.append(
            f'<line class="grid" x1="{frame.x:g}" x2="{right:g}" y1="{y}" y2="{y}"/>'
        )
        parts.append(_text(frame.x - 8, y + 4, scales.word(tick, unit), "end"))
    start, end = frame.span.start.timestamp(), frame.span.end.timestamp()
    for time in scales.times(start, end):
        at = frame.across(time)
        # A label at the very edge would stand beyond the card.
        if frame.x + 12 <= at <= right - 12:
            words = scales.clock(time, end - start)
            parts.append(_text(at, bottom + 17, words, "middle"))
    return parts


def curves(panel: Panel, lines: Sequence[Drawn], frame: Frame) -> list[str]:
    """Draw the series; what is stacked is filled down to what lies below it."""
    if not lines:
        middle = frame.x + frame.width / 2
        return [_text(middle, frame.y + frame.height / 2, "no series", "middle")]
    parts = []
    for each in lines:
        for part, below in pieces(each, 2.5 * frame.span.step):
            path = _path(part, frame)
            if panel.stacked:
                back = _path(below[::-1], frame).replace("M", "L", 1)
                parts.append(
                    f'<path d="{path}{back}Z" fill="{each.colour}" fill-opacity=".45"/>'
                )
            parts.append(f'<path class="series" d="{path}" stroke="{each.colour}"/>')
    return parts


def pieces(line: Drawn, most: float) -> list[tuple[Points, Points]]:
    """Cut a series where it has no values: nothing is drawn over a hole."""
    found: list[tuple[Points, Points]] = []
    for point, below in zip(line.points, line.below):
        if not found or point[0] - found[-1][0][-1][0] > most:
            found.append(([], []))
        found[-1][0].append(point)
        found[-1][1].append(below)
    return found


def limit(panel: Panel, frame: Frame) -> list[str]:
    """Draw the value beyond which something is wrong, where it is on the axis."""
    if not panel.threshold or panel.threshold.value > frame.top:
        return []
    y, right = frame.up(panel.threshold.value), frame.x + frame.width
    return [
        f'<line class="limit" x1="{frame.x:g}" x2="{right:g}" y1="{y}" y2="{y}"/>',
        _text(right - 2, y - 5, panel.threshold.legend, "end alarm"),
    ]


def legend(panel: Panel, lines: Sequence[Drawn], x: float, y: float) -> list[str]:
    """Name each series, with its last value."""
    parts, half = [], (WIDTH - 28) / 2
    for number, each in enumerate(lines):
        row, column = divmod(number, 2)
        left, base = x + column * half, y + row * LINE
        time, value = each.points[-1]
        if panel.stacked:
            value -= dict(each.below)[time]
        parts.append(
            f'<rect x="{left:g}" y="{base - 9:g}" width="10" height="10" rx="2"'
            f' fill="{each.colour}"/>'
        )
        words = scales.word(value, panel.unit)
        room = int((half - 40) / ROW) - len(words)
        name = each.name if len(each.name) <= room else f"{each.name[: room - 1]}…"
        parts.append(_text(left + 16, base, name, "legend"))
        parts.append(_text(left + half - 12, base, words, "end"))
    return parts


def _path(points: Sequence[tuple[float, float]], frame: Frame) -> str:
    places = (f"{frame.across(time)} {frame.up(value)}" for time, value in points)
    return "M" + "L".join(places)


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(words)}</text>'
