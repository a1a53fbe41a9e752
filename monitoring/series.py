"""Ask a Prometheus for series over time."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
SECONDS = 30.0


class SeriesError(RuntimeError):
    """Prometheus did not answer, or refused an expression."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values over time, in seconds since 1970; NaN is none."""

    labels: Mapping[str, str]
    points: tuple[tuple[float, float], ...]

    def name(self, legend: str) -> str:
        """Return what it is called, by a legend such as "{{pod}}"."""
        return PLACE.sub(lambda place: self.labels.get(place[1], ""), legend).strip()


@dataclass(frozen=True, slots=True)
class Span:
    """A time that is looked at, and the seconds from one value to the next."""

    start: datetime
    end: datetime
    step: float


def ask(address: str, expression: str, span: Span) -> tuple[Series, ...]:
    """Return the series of an expression."""
    fields = {
        "query": expression,
        "start": span.start.timestamp(),
        "end": span.end.timestamp(),
        "step": span.step,
    }
    url = f"{address.rstrip('/')}/api/v1/query_range?{urlencode(fields)}"
    try:
        # Only who draws pictures says which Prometheus is asked.
        with urlopen(url, timeout=SECONDS) as answer:  # nosec B310
            body = answer.read()
    except HTTPError as error:
        raise _refused(expression, error.read().decode(errors="replace")) from error
    except (URLError, TimeoutError) as error:
        raise SeriesError(
            f"could not ask Prometheus '{address}': {error};"
            " give the address of one that runs"
        ) from error
    return parse(body)


def _refused(expression: str, answer: str) -> SeriesError:
    return SeriesError(
        f"could not ask for '{expression}': {answer[:300]}; fix the expression"
    )


def parse(body: bytes) -> tuple[Series, ...]:
    """Read the answer to a query over time, in a stable order."""
    found = (
        Series(
            each["metric"],
            tuple((float(time), float(value)) for time, value in each["values"]),
        )
        for each in json.loads(body)["data"]["result"]
    )
    return tuple(sorted(found, key=lambda series: sorted(series.labels.items())))


def finite(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Return the points that have a value."""
    return [point for point in points if math.isfinite(point[1])]
