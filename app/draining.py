"""Tell every worker that the process was asked to stop."""

import mmap


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
