"""A service of its own for every test, in files and again with real servers."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.factory import create_app
from app.memory.process import ProcessStore
from app.memory.redis import RedisStore
from app.memory.store import Store
from app.readiness import Check
from app.services import KEY, Services
from app.store import schema
from app.store.database import PoolOptions, connect
from app.store.ledger import Ledger
from tests.app import examples
from tests.places import Place


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing give up soon: on a busy machine all is slow, and nothing broken."""
    monkeypatch.setattr("app.assembly.Check", partial(Check, patience=60))
    monkeypatch.setattr("app.memory.cache.MAKING_SECONDS", 60)
    monkeypatch.setattr("app.memory.redis.ANSWER_SECONDS", 60)


@pytest.fixture(name="store", params=["process", "redis"])
def _store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "process":
        yield ProcessStore()
        return
    place: Place = request.getfixturevalue("served")
    store = RedisStore.at(place.redis_url)
    yield store
    store.close()


@pytest.fixture(autouse=True, scope="session")
def _routes_compiled_once() -> Iterator[None]:
    """Hundreds of services have the same routes: most of their start is these."""
    compiled = Rule._compile_builder
    known: dict[str, Callable[..., tuple[str, str]]] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = repr((rule._trace, rule.defaults, append_unknown))
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


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
def _app(place: Place) -> Iterator[Flask]:
    app = create_app(examples.settings(place))
    yield app
    app.extensions[KEY].close()


@pytest.fixture(name="client")
def _client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(name="services")
def _services(app: Flask) -> Services:
    services: Services = app.extensions[KEY]
    return services


@pytest.fixture(name="memory", scope="module")
def _memory() -> Iterator[Ledger]:
    """One in memory for all tests of a module, which empty it themselves."""
    engine = connect("sqlite://", PoolOptions(size=1))
    schema.upgrade(engine)
    yield Ledger(engine)
    engine.dispose()


@pytest.fixture(name="ledger")
def _ledger(services: Services) -> Ledger:
    return services.ledger
