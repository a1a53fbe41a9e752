"""What an application says of itself when it is made."""

from pathlib import Path

from structlog.testing import capture_logs

from app.factory import create_app
from app.services import KEY
from app.settings import Settings
from tests.app import examples


def made_with(settings: Settings) -> list[str]:
    """Return the events that making an application logs."""
    with capture_logs() as lines:
        create_app(settings).extensions[KEY].ledger.engine.dispose()
    return [line["event"] for line in lines]


def test_a_complete_configuration_needs_no_words(tmp_path: Path) -> None:
    """Silence is the good case."""
    assert [] == made_with(examples.settings(tmp_path))


def test_missing_tokens_and_a_missing_database_are_said(tmp_path: Path) -> None:
    """Both let the service start, and neither should go unseen."""
    bare = Settings(database_url=f"sqlite:///{tmp_path}/missing/ledger.db")

    assert made_with(bare) == [
        "nobody can record deployments",
        "database unavailable at start",
    ]
