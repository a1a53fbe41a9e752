"""Know whether what the service needs is there, without asking for each probe."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic

# Seconds that the first probe waits for the first answer.
PATIENCE = 0.06
# Seconds between two questions, and without an answer until that counts as none.
PAUSE = 1.0
LONGEST = 6.0


class Check:
    """A question that is asked again and again, in a thread of its own.

    However busy the process is, a probe gets the last answer at once. One bad answer
    after a good one is not believed before the next.
    """

    def __init__(
        self,
        ask: Callable[[], str | None],
        patience: float = PATIENCE,
        pause: float = PAUSE,
    ) -> None:
        self._ask = ask
        self._patience = patience
        self._pause = pause
        self._lock = Lock()
        self._known, self._closed = Event(), Event()
        self._thread: Thread | None = None
        self._complaint: str | None = None
        self._doubted = False
        self._since = 0.0

    def complaint(self) -> str | None:
        """Return what is wrong, None when all is well."""
        self._start()
        self._known.wait(self._patience)
        if not self._known.is_set() or monotonic() - self._since > LONGEST:
            return "it does not answer"
        return self._complaint

    def close(self) -> None:
        """Ask no more."""
        self._closed.set()
        if self._thread:
            # A question that hangs is left alone: its thread is a daemon.
            self._thread.join(PAUSE)

    def _start(self) -> None:
        # Not before the first probe: threads do not survive a fork.
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="readiness", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closed.is_set():
            self._learn(self._ask())
            self._closed.wait(self._pause)

    def _learn(self, found: str | None) -> None:
        turns_bad = bool(found) and self._known.is_set() and not self._complaint
        believed = not turns_bad or self._doubted
        self._doubted = turns_bad and not self._doubted
        if believed:
            self._complaint = found
        self._since = monotonic()
        self._known.set()
