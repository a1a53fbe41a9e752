"""What the views of one application share."""

from dataclasses import dataclass

from flask import Flask, current_app

from app.draining import Draining
from app.observe.metrics import Metrics
from app.settings import Settings
from app.store.ledger import Ledger

KEY = "release_ledger"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts an application is made of."""

    settings: Settings
    ledger: Ledger
    metrics: Metrics
    draining: Draining

    def attach(self, app: Flask) -> None:
        """Give the views of an application these services."""
        app.extensions[KEY] = self


def services() -> Services:
    """Return the services of the application that handles this request."""
    found: Services = current_app.extensions[KEY]
    return found
