"""Keep values in Redis, where every worker and replica sees them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Self, cast

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.memory.store import Away

# Seconds. Whoever waits for a cache longer could have asked the database.
ANSWER_SECONDS = 0.25
# A Redis that is away is asked again after this; until then nobody waits for it.
PAUSE_SECONDS = 0.5


class RedisStore:
    """A store in Redis that gives up fast, and tries again soon."""

    def __init__(self, client: Redis, clock: Callable[[], float]) -> None:
        self._client = client
        self._clock = clock
        self._away_until = 0.0

    @classmethod
    def at(cls, url: str, clock: Callable[[], float] = monotonic) -> Self:
        """Return the store in the Redis at a URL, which may still be down."""
        client = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            # One retry without a pause: a pooled connection may have broken.
            retry=Retry(NoBackoff(), 1),
            protocol=2,
        )
        return cls(client, clock)

    def get(self, *keys: str) -> list[bytes | None]:
        """Return the value of each key, None where there is none."""
        with self._asking() as redis:
            # Bytes: this client decodes nothing.
            return cast("list[bytes | None]", redis.mget(keys))

    def set(self, key: str, value: bytes, seconds: float) -> None:
        """Keep a value, in place of an earlier one."""
        with self._asking() as redis:
            redis.set(key, value, px=round(seconds * 1000))

    def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value unless there is one, and tell whether it was kept."""
        with self._asking() as redis:
            return bool(redis.set(key, value, px=round(seconds * 1000), nx=True))

    def delete(self, key: str) -> None:
        """Forget a value."""
        with self._asking() as redis:
            redis.delete(key)

    def increment(self, key: str) -> None:
        """Count one up, for good, from nothing where there is none."""
        with self._asking() as redis:
            redis.incr(key)

    def count(self, keys: Sequence[str], seconds: float) -> list[int]:
        """Count each key up by one, keep it for some seconds, return the numbers."""
        with self._asking() as redis:
            # One round trip, however many keys there are.
            asked = redis.pipeline(transaction=False)
            for key in keys:
                asked.incr(key)
                asked.pexpire(key, round(seconds * 1000))
            return cast("list[int]", asked.execute()[::2])

    def ping(self) -> None:
        """Return when Redis answers."""
        with self._asking() as redis:
            redis.ping()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @contextmanager
    def _asking(self) -> Iterator[Redis]:
        if self._clock() < self._away_until:
            raise Away("it did not answer a moment ago")
        try:
            yield self._client
        except RedisError as error:
            self._away_until = self._clock() + PAUSE_SECONDS
            raise Away(str(error)) from error
