"""Keep values in the memory of this process."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic

FOREVER = float("inf")


class ProcessStore:
    """A store that no other process sees, and that ends with this one."""

    def __init__(
        self, clock: Callable[[], float] = monotonic, capacity: int = 10_000
    ) -> None:
        self._clock = clock
        self._capacity = capacity
        self._kept: OrderedDict[str, tuple[bytes, float]] = OrderedDict()
        self._lock = Lock()

    def get(self, *keys: str) -> list[bytes | None]:
        """Return the value of each key, None where there is none."""
        with self._lock:
            return [self._current(key) for key in keys]

    def set(self, key: str, value: bytes, seconds: float) -> None:
        """Keep a value, in place of an earlier one."""
        with self._lock:
            self._keep(key, value, self._clock() + seconds)

    def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value unless there is one, and tell whether it was kept."""
        with self._lock:
            free = self._current(key) is None
            if free:
                self._keep(key, value, self._clock() + seconds)
            return free

    def delete(self, key: str) -> None:
        """Forget a value."""
        with self._lock:
            self._kept.pop(key, None)

    def increment(self, key: str) -> None:
        """Count one up, for good, from nothing where there is none."""
        with self._lock:
            self._counted(key, FOREVER)

    def count(self, keys: Sequence[str], seconds: float) -> list[int]:
        """Count each key up by one, keep it for some seconds, return the numbers."""
        with self._lock:
            return [self._counted(key, self._clock() + seconds) for key in keys]

    def ping(self) -> None:
        """Return: the process answers."""

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def _current(self, key: str) -> bytes | None:
        value, until = self._kept.get(key, (None, 0))
        return value if self._clock() < until else None

    def _counted(self, key: str, until: float) -> int:
        counted = int(self._current(key) or b"0") + 1
        self._keep(key, str(counted).encode(), until)
        return counted

    def _keep(self, key: str, value: bytes, until: float) -> None:
        self._kept[key] = (value, until)
        self._kept.move_to_end(key)
        # Without an end, anonymous visitors could fill the memory.
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
