"""What the views of one application share."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from app.board.assets import Assets
from app.draining import Draining
from app.memory.cache import Cache
from app.memory.limits import Limits
from app.memory.sessions import Sessions
from app.observe.metrics import Metrics
from app.readiness import Check
from app.settings import Settings
from app.store.ledger import Ledger

KEY = "release_ledger"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts an application is made of."""

    settings: Settings
    ledger: Ledger
    cache: Cache
    sessions: Sessions
    limits: Limits
    metrics: Metrics
    assets: Assets
    draining: Draining
    database_check: Check
    redis_check: Check
    closing: list[Callable[[], None]]

    def attach(self, app: Flask) -> None:
        """Give the views of an application these services."""
        app.extensions[KEY] = self

    def close(self) -> None:
        """Close what is open: connections to database and Redis."""
        for each in self.closing:
            each()


def services() -> Services:
    """Return the services of the application that handles this request."""
    found: Services = current_app.extensions[KEY]
    return found
