"""Does Docker give the service the time that it takes to stop?"""

import yaml

from app.settings import Settings
from pipeline.core.durations import seconds
from tests.serving import ROOT


def test_compose_waits_until_the_last_request_is_answered() -> None:
    """Else it would kill a service that still answers."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    settings = Settings()
    needed = settings.drain_seconds + settings.graceful_seconds

    assert needed < seconds(services["service"]["stop_grace_period"])
