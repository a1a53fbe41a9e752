"""Parse the metrics of a scrape."""

import re
from collections.abc import Iterable
from typing import Final

SAMPLE: Final = re.compile(r"(?m)^([a-zA-Z_:][\w:]*)(?=[ {]|$)")
# Prometheus makes them itself, of each target and of each alert.
OWN: Final = frozenset(
    (
        *("up", "ALERTS", "ALERTS_FOR_STATE", "scrape_duration_seconds"),
        *("scrape_samples_scraped", "scrape_samples_post_metric_relabeling"),
        *("scrape_series_added", "scrape_timeout_seconds"),
    )
)


def exported(scrapes: Iterable[str]) -> frozenset[str]:
    """Return the names of all samples in texts that a scrape has returned."""
    found = [SAMPLE.findall(each) for each in scrapes]
    return frozenset(name for names in found for name in names)
