"""A steady load on a service, and what came of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Thread
from time import monotonic

from tests.asking import HERE, ask

READS = ("/api/v1/environments", "/api/v1/dora", "/api/v1/deployments", "/")


@dataclass(frozen=True, slots=True)
class Sender:
    """Where requests go, and what a writer sends."""

    port: int
    headers: Mapping[str, str]
    report: Mapping[str, object]
    host: str = HERE


@dataclass(slots=True)
class Load:
    """Requests that go on until they are told to end."""

    sender: Sender
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    recorded: list[int] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def read(self) -> None:
        """Ask for what runs where, again and again."""
        number = 0
        while not self.ended.is_set():
            self._send("GET", READS[number % len(READS)])
            number += 1

    def write(self) -> None:
        """Report, again and again, and keep the number of what was recorded."""
        report = self.sender.report
        while not self.ended.is_set():
            status, text = self._send("POST", "/api/v1/deployments", report)
            if status == 201:
                self.recorded.append(json.loads(text)["id"])

    def _send(self, method: str, path: str, body: object = None) -> tuple[int, str]:
        to = self.sender
        headers = {"Content-Type": "application/json", **to.headers}
        sent = json.dumps(body).encode() if body else None
        begun = monotonic()
        try:
            status, text = ask(to.port, method, path, sent, headers, host=to.host)
        except (OSError, HTTPException) as error:
            waited = monotonic() - begun
            self.broken.append(f"{method} {path} after {waited:.1f} s: {error!r}")
            return 0, ""
        self.statuses[status] += 1
        return status, text


@contextmanager
def load(sender: Sender) -> Iterator[Load]:
    """Keep a service busy with three readers and a writer."""
    busy = Load(sender)
    threads = [Thread(target=each) for each in (busy.write, *[busy.read] * 3)]
    for thread in threads:
        thread.start()
    try:
        yield busy
    finally:
        busy.ended.set()
        for thread in threads:
            thread.join()
