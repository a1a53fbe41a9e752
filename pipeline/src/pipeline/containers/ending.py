"""End the call of a function with a text and an exit code.

Of an error that is raised the CLI knows no code but 1. Of a step that fails it shows
the output last, and takes over the exit code.
"""

import logging
from typing import NoReturn

from dagger import dag

from pipeline.containers.toolbox import TOOL_PYTHON

TEXT = "/text"


async def end_call(text: str, exit_code: int) -> NoReturn:
    """Print a text and end the call with an exit code other than 0."""
    silence()
    container = dag.container().from_(f"python:{TOOL_PYTHON}-slim")
    shown = container.with_new_file(TEXT, text)
    await shown.with_exec(["sh", "-c", f"cat {TEXT} >&2; exit {exit_code}"]).sync()
    raise AssertionError("a step that fails must not go on")


def silence() -> None:
    """Stop the SDK from logging errors with tracebacks that would bury the text."""
    logging.getLogger("dagger.mod").disabled = True
