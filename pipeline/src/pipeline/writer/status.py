"""Read the health of environments: from a file, or from the ledger."""

from typing import Final
from urllib.parse import urlsplit

from pipeline.core.environments import environment_health
from pipeline.core.errors import Refused
from pipeline.writer.request import Arguments

PATH: Final = "/api/v1/environments"
SECONDS: Final = 10.0
LARGEST: Final = 1_000_000


def statuses(arguments: Arguments) -> environment_health.Statuses:
    """Return them; when nobody was named to say, nothing is known."""
    if given := arguments.text("status", ""):
        return environment_health.read(given, "status")
    ledger = arguments.text("ledger", "")
    return environment_health.read(asked(ledger), ledger) if ledger else {}


def asked(ledger: str) -> str:
    """Ask a ledger by its address."""
    address = f"{ledger.rstrip('/')}{PATH}"
    if urlsplit(address).scheme not in ("http", "https"):
        raise Refused(
            f"could not ask ledger '{ledger}': it is no address; write https://..."
        )
    # Most effects ask nobody, and would wait for it to be loaded.
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(address, timeout=SECONDS) as answer:  # nosec B310: see above
            said: bytes = answer.read(LARGEST)
            return said.decode()
    except (URLError, OSError, ValueError) as error:
        raise Refused(
            f"could not ask ledger '{ledger}': {error}; start it, or give its answer"
            " as a status"
        ) from error
