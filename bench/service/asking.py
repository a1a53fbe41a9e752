"""Ask from many threads, and count exactly what went wrong."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Lock
from typing import TypeVar

TIMEOUT = 30
THREADS = 16

T = TypeVar("T")


class Numbers:
    """Numbers from zero that many threads share, each given out once."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._lock = Lock()
        self._next = count()

    def __iter__(self) -> Iterator[int]:
        while True:
            with self._lock:
                number = next(self._next)
            if number >= self._end:
                return
            yield number


def outcome(connection: HTTPConnection, path: str) -> str:
    """Ask once, and say `200` or what happened instead."""
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return str(response.status)
    except (OSError, HTTPException) as error:
        # What is left of the answer must not be taken for that of the next.
        connection.close()
        return type(error).__name__


def ask(port: int, requests: int, paths: tuple[str, ...]) -> Counter[str]:
    """Send requests, half of them on connections of their own; count outcomes."""
    numbers = Numbers(requests)

    def client(keep: bool) -> Counter[str]:
        outcomes: Counter[str] = Counter()
        with closing(HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)) as connection:
            for number in numbers:
                outcomes[outcome(connection, paths[number % len(paths)])] += 1
                if not keep:
                    connection.close()
        return outcomes

    return sum(in_threads(THREADS, lambda i: client(keep=i % 2 == 0)), Counter())


def in_threads(threads: int, act: Callable[[int], T]) -> list[T]:
    """Do something in many threads at once; return what each made of it."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(act, range(threads)))
