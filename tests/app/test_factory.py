"""What an application says of itself when it is made."""

from structlog.testing import capture_logs

from app.factory import create_app
from app.services import KEY
from app.settings import Settings
from tests.app import examples
from tests.places import Place


def made_with(settings: Settings) -> list[str]:
    """Return the events that making an application logs."""
    with capture_logs() as lines:
        create_app(settings).extensions[KEY].close()
    return [line["event"] for line in lines]


def test_a_complete_configuration_needs_no_words(embedded: Place) -> None:
    """Silence is the good case."""
    assert [] == made_with(examples.settings(embedded))


def test_missing_tokens_are_said() -> None:
    """Without one the service starts, and nobody should wonder why it refuses."""
    assert ["nobody can record deployments"] == made_with(Settings())
