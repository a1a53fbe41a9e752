"""Does a process get its application from its environment."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.services import KEY
from app.settings import EX_CONFIG, Settings
from app.wsgi import application
from tests.app.examples import settings
from tests.places import Place


@pytest.fixture(name="environment")
def _environment(
    embedded: Place, monkeypatch: pytest.MonkeyPatch, process_logging: None
) -> pytest.MonkeyPatch:
    # Where tests run in a container, its engine collects traces.
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    monkeypatch.setenv("DATABASE_URL", settings(embedded).database_url)
    monkeypatch.setenv(
        "API_TOKEN_HASHES", "=".join(settings(embedded).api_token_hashes[0])
    )
    return monkeypatch


def test_the_environment_makes_the_application(
    environment: pytest.MonkeyPatch, embedded: Place
) -> None:
    """What is set in the environment is what the application works with."""
    app = application()

    assert app.extensions[KEY].settings == Settings(
        database_url=embedded.database_url,
        api_token_hashes=settings(embedded).api_token_hashes,
    )
    app.extensions[KEY].close()


def test_a_wrong_environment_makes_no_application(
    environment: pytest.MonkeyPatch,
) -> None:
    """The process ends before it takes a request."""
    environment.setenv("PORT", "http")

    with pytest.raises(SystemExit) as ended:
        application()

    assert EX_CONFIG == ended.value.code


def test_a_command_needs_no_folder_for_metrics(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The migration job runs alone in its container, where nobody has made it."""
    environment.setenv("PROMETHEUS_MULTIPROC_DIR", f"{tmp_path}/there/is/none")
    command = [sys.executable, "-m", "flask", "--app=app.wsgi:application"]
    done = subprocess.run([*command, "db-check"], capture_output=True, text=True)

    assert 0 == done.returncode, done.stderr
