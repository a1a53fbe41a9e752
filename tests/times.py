"""Print what the tests of each folder took: pytest -p tests.times."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pytest import CollectReport, TerminalReporter, TestReport

Report = TestReport | CollectReport


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the time of each folder, before the summary."""
    reports = [one for some in terminalreporter.stats.values() for one in some]
    terminalreporter.section("time by folder")
    for line in lines(by_folder(reports)):
        terminalreporter.line(line)


def by_folder(reports: Iterable[Report]) -> dict[str, float]:
    """Return the seconds of the tests of each folder below tests/, longest first."""
    times: dict[str, float] = defaultdict(float)
    for report in reports:
        if isinstance(report, TestReport):
            times[_folder(report.nodeid)] += report.duration
    return dict(sorted(times.items(), key=lambda each: -each[1]))


def lines(times: dict[str, float]) -> Iterator[str]:
    """Write each folder's time in a line, those of less than a second left out."""
    for folder, seconds in times.items():
        if seconds >= 1:
            yield f"{seconds:8.0f} s  {folder}"


def _folder(nodeid: str) -> str:
    file, _, _ = nodeid.partition("::")
    return "/".join(file.split("/")[:-1][:2])
