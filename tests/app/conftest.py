"""A service of its own for every test."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from app.factory import create_app
from app.services import KEY
from app.store.ledger import Ledger
from tests.app import examples


@pytest.fixture(name="process_logging")
def _process_logging() -> Iterator[None]:
    """Undo what configuring the log of a process does."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.contextvars.clear_contextvars()
    yield
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


@pytest.fixture(name="app")
def _app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(examples.settings(tmp_path))
    yield app
    app.extensions[KEY].ledger.engine.dispose()


@pytest.fixture(name="client")
def _client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.at(f"sqlite:///{tmp_path}/ledger.db")
    ledger.ensure()
    yield ledger
    ledger.engine.dispose()
