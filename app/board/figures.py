"""The four DORA figures in words, with a plot of each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.board import phrases, plots
from app.board.plots import Bar
from app.domain.bands import Band
from app.domain.dora import Day, Dora


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures, and how it came about day by day."""

    name: str
    value: str
    hint: str
    kind: str
    bars: tuple[Bar, ...]
    band: str | None


def figures(dora: Dora) -> tuple[Figure, ...]:
    """Return the four figures, with a plot of each."""

    def figure(
        name: str,
        value: str,
        hint: str,
        kind: str,
        plot: Callable[[Iterable[Day]], tuple[Bar, ...]],
        band: Band | None,
    ) -> Figure:
        return Figure(name, value, hint, kind, plot(dora.days), band and band.value)

    return (
        figure(
            "Deployment frequency",
            phrases.rate(dora.per_day),
            f"{dora.deployments} changes deployed",
            "good",
            plots.deployments,
            dora.bands["deployment_frequency"],
        ),
        figure(
            "Lead time for changes",
            phrases.duration(dora.lead_time),
            "median, from commit to healthy",
            "good",
            plots.lead_times,
            dora.bands["lead_time"],
        ),
        figure(
            "Change failure rate",
            phrases.share(dora.change_failure_rate),
            "of all changes that were tried",
            "bad",
            plots.failures,
            dora.bands["change_failure_rate"],
        ),
        figure(
            "Time to restore",
            phrases.duration(dora.time_to_restore),
            "median, of what had degraded",
            "bad",
            plots.restorations,
            dora.bands["time_to_restore"],
        ),
    )
