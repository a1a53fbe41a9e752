"""What Dagger costs when there is nothing to do, and what a module's start costs."""

from bench.timing import ROOT, Figure, compare, run, timed

FLOOR = ("dagger", "--silent", "core", "version")
RUNS = 7


def floor() -> Figure:
    """Time the least that the CLI can do: connect, ask, leave."""
    return timed("dagger core version", RUNS, lambda: run(FLOOR))


def nothing_changed() -> None:
    """Time a whole run that is answered from the cache."""
    command = ("dagger", "--silent", "call", "ci")
    run(command)
    ours = timed("dagger call ci, nothing changed", RUNS, lambda: run(command))
    compare("Nothing changed", ours, floor(), "<= 0.8 s on an idle machine")


def start() -> None:
    """Time one function that does nothing and is never cached."""
    command = ("dagger", "--silent", "call", "nothing")
    module = ROOT / "bench" / "module"
    run(command, module)
    ours = timed("one trivial uncached function", RUNS, lambda: run(command, module))
    compare("Start of a module", ours, floor(), "<= 2.0 s on an idle machine")
