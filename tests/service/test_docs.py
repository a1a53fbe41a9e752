"""Is everything that can be set, asked and measured written down."""

from pathlib import Path

import pytest
from flask import Flask

from app.factory import create_app
from app.services import KEY, Services
from app.settings import Settings
from app.variables import READERS

DOCS = Path(__file__).parents[2] / "docs" / "service.md"


@pytest.fixture(name="app", scope="module")
def _app() -> Flask:
    return create_app(Settings())


@pytest.fixture(name="services")
def _services(app: Flask) -> Services:
    services: Services = app.extensions[KEY]
    return services


@pytest.mark.parametrize("name", READERS)
def test_every_variable_has_a_row(name: str) -> None:
    """Nobody reads the source for an operator's question."""
    assert f"| `{name.upper()}` |" in DOCS.read_text()


def test_every_route_of_the_api_has_a_row(app: Flask) -> None:
    """By its path."""
    paths = [rule.rule for rule in app.url_map.iter_rules()]
    api = [path.removeprefix("/api/v1") for path in paths if "/api/v1" in path]
    text = DOCS.read_text()

    assert [] == [path for path in api if path.replace("int:number", "id") not in text]


def test_every_metric_is_named(services: Services) -> None:
    """Dashboards are made from the list."""
    lines = services.metrics.render().decode().splitlines()
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    text = DOCS.read_text()

    assert [] == [
        name
        for name in names
        if not name.endswith("_created") and f"`{name}`" not in text
    ]
