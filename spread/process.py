"""A program that is run to its end, or ended with all that it started."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

# How long it may take to end when it is asked to.
GRACE = 10.0


async def run(
    argv: Sequence[str], environment: Mapping[str, str], log: Path, seconds: float
) -> int | None:
    """Run a program; all its output goes to *log*. Return its exit code.

    None when it took longer than *seconds*. Whatever ends this coroutine ends the
    program, too.
    """
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(environment),
            # A group of its own: what it has started ends with it.
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(seconds):
                return await process.wait()
        except TimeoutError:
            return None
        finally:
            await asyncio.shield(_end(process))


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask the group to end, and then make it: also what its first process left."""
    _signal(process.pid, signal.SIGTERM)
    try:
        async with asyncio.timeout(GRACE):
            await process.wait()
    except TimeoutError:
        pass
    _signal(process.pid, signal.SIGKILL)
    await process.wait()


def _signal(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return
