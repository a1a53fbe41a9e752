"""Tell fast whether what the service needs is there, however slow that answers."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from threading import Lock, Thread

# Seconds. Probes are answered within 100 ms: this leaves some for the rest.
PATIENCE = 0.06

Answer = Future[str | None]


class Check:
    """A question that may hang, asked once at a time in a thread of its own."""

    def __init__(
        self, ask: Callable[[], str | None], patience: float = PATIENCE
    ) -> None:
        self._ask = ask
        self._patience = patience
        self._lock = Lock()
        self._asked: Answer | None = None

    def complaint(self) -> str | None:
        """Return what is wrong, None when all is well."""
        with self._lock:
            # An answer that came late is of the past: it is asked again.
            if self._asked is None or self._asked.done():
                self._asked = self._start()
            asked = self._asked
        try:
            return asked.result(self._patience)
        except NotInTime:
            return f"it did not answer within {self._patience * 1000:.0f} ms"

    def _start(self) -> Answer:
        answer: Answer = Future()

        def run() -> None:
            answer.set_result(self._ask())

        # A daemon: a question that hangs must not keep the process from ending.
        Thread(target=run, name="readiness", daemon=True).start()
        return answer
