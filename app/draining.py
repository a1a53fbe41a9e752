"""Tell every worker that the process was asked to stop."""

import mmap
import signal
from collections.abc import Callable
from types import FrameType

Handler = Callable[[int, FrameType | None], None]


class Draining:
    """A flag that a master and the workers it forks share."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 1)

    def begin(self) -> None:
        """Let readiness fail from now on."""
        self._shared[0] = 1

    def __bool__(self) -> bool:
        return self._shared[0] == 1


# Made at import, which the master does before it forks: a flag made by a worker
# would be the worker's own.
DRAINING = Draining()


def drain_on_term(stop: Handler, draining: Draining, seconds: int) -> None:
    """Go on serving for a while after a request to stop, then really stop."""

    def term(number: int, frame: FrameType | None) -> None:
        # A second request to stop, or no time to drain, means now.
        if draining or not seconds:
            stop(number, frame)
        else:
            draining.begin()
            signal.alarm(seconds)

    def drained(_: int, frame: FrameType | None) -> None:
        stop(signal.SIGTERM, frame)

    signal.signal(signal.SIGALRM, drained)
    signal.signal(signal.SIGTERM, term)
