"""Run all gates, spread over engines: python3 -m spread [--report=FOLDER]."""

import argparse
import asyncio
import contextlib
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from pipeline.core.errors import PipelineError
from pipeline.core.spread.merging import merged
from pipeline.core.table import render
from pipeline.core.verdict import Outcome, Run
from spread import report, target
from spread.dagger import Dagger
from spread.engine import Engine
from spread.errors import SpreadError
from spread.running import Record, Spread, Tell

# As `dagger call ci` ends.
CODES = {Outcome.PASSED: 0, Outcome.FAILED: 3, Outcome.COULD_NOT_RUN: 1}
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = argparse.ArgumentParser(
        prog="spread",
        description="Run all gates, each on the engine that knows it best.",
        epilog="After -- come options of the gates, e.g. -- --trivy-db=DIRECTORY.",
    )
    add = top.add_argument
    add("--source", type=Path, default=Path(), help="repository of the service")
    add("--module", default=".", help="the pipeline: a folder or an address")
    add("--settings", type=Path, help="pyproject.toml that names the engines")
    add("--report", type=Path, metavar="FOLDER", help="leave the report there")
    add("--logs", type=Path, metavar="FOLDER", help="keep what each call printed")
    add("--at-once", type=_whole, default=4, help="calls on one engine (4)")
    add("--limit", type=_seconds, default=1800.0, help="seconds for a call (1800)")
    add("--every", type=_seconds, default=30.0, help="seconds between questions (30)")
    add("--patience", type=_seconds, default=30.0, help="seconds for an answer (30)")
    add("--dagger", default="dagger", help="the CLI; its version is the engines'")
    add("more", nargs="*", metavar="OPTION", help=argparse.SUPPRESS)
    return top


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("has to be 1 or more")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("has to be more than 0")
    return number


def main(words: list[str]) -> int:
    """Run what was typed; return 0 when green, 3 when red, 1 when it could not run."""
    asked = parser().parse_args(words)
    try:
        with contextlib.ExitStack() as held:
            folder = asked.logs or Path(
                held.enter_context(tempfile.TemporaryDirectory())
            )
            folder.mkdir(parents=True, exist_ok=True)
            return asyncio.run(_until_told(asked, folder.absolute()))
    except (PipelineError, SpreadError) as error:
        say(str(error))
        return CODES[Outcome.COULD_NOT_RUN]
    except (KeyboardInterrupt, asyncio.CancelledError):
        say("stopped")
        return INTERRUPTED


async def _until_told(asked: argparse.Namespace, folder: Path) -> int:
    """Run it; being told to end it ends its calls first."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await _run(asked, folder)


async def _run(asked: argparse.Namespace, folder: Path) -> int:
    found = target.read(asked.source, asked.settings)
    if shutil.which(asked.dagger) is None:
        raise SpreadError(
            f"could not run '{asked.dagger}': there is no such program; put the CLI"
            " on the PATH, or name it with --dagger"
        )
    client = Dagger(
        program=asked.dagger,
        module=asked.module,
        source=asked.source.absolute(),
        folder=folder,
        limit=asked.limit,
        patience=asked.patience,
        more=tuple(asked.more),
    )
    engines = {n: Engine(n, where, asked.at_once) for n, where in found.engines}
    spread = Spread(engines, client, _teller(), found.name, asked.every)
    record = await spread.run(found.calls)
    run = merged(found.calls, record.parts, record.lost, found.required)
    return _end(run, record, asked.report)


def _end(run: Run, record: Record, folder: Path | None) -> int:
    """Leave the report, print the table where one engine would, return the code."""
    if folder is not None:
        report.write(run, record.attempts, folder)
    out = sys.stdout if run.outcome is Outcome.PASSED else sys.stderr
    print(render(run), end="", file=out, flush=True)
    return CODES[run.outcome]


def _teller() -> Tell:
    beginning = time.monotonic()
    return lambda text: say(f"[{time.monotonic() - beginning:6.1f} s] {text}")


def say(text: str) -> None:
    """Print one line for people."""
    print(f"spread: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
