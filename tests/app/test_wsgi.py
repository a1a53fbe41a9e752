"""Does a process get its application from its environment."""

from pathlib import Path

import pytest

from app.services import KEY
from app.settings import EX_CONFIG
from app.wsgi import application
from tests.app.examples import settings


@pytest.fixture(name="environment")
def _environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process_logging: None
) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DATABASE_URL", settings(tmp_path).database_url)
    monkeypatch.setenv("API_TOKEN_HASHES", settings(tmp_path).api_token_hashes[0])
    return monkeypatch


def test_the_environment_makes_the_application(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is set in the environment is what the application works with."""
    app = application()

    assert settings(tmp_path) == app.extensions[KEY].settings
    app.extensions[KEY].ledger.engine.dispose()


def test_a_wrong_environment_makes_no_application(
    environment: pytest.MonkeyPatch,
) -> None:
    """The process ends before it takes a request."""
    environment.setenv("PORT", "http")

    with pytest.raises(SystemExit) as ended:
        application()

    assert EX_CONFIG == ended.value.code
