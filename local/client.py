"""The service's HTTP API, as its clients use it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from local.errors import LocalError

REPORTS = "/api/v1/deployments"
# A proxy of the environment knows nothing of this machine.
DIRECT = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Client:
    """A client with a token, of the service at an address."""

    url: str
    token: str

    def is_ready(self) -> bool:
        """Say whether the service takes requests."""
        try:
            with DIRECT.open(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def is_empty(self) -> bool:
        """Say whether nothing was ever reported."""
        return self._ask(f"{REPORTS}?limit=1").get("deployments") == []

    def report(self, report: Mapping[str, object]) -> None:
        """Record one deployment."""
        self._ask(REPORTS, json.dumps(report).encode())

    def _ask(self, path: str, body: bytes | None = None) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            with DIRECT.open(Request(self.url + path, body, headers), timeout=10) as it:
                answer: dict[str, object] = json.load(it)
                return answer
        except HTTPError as error:
            with error:
                said = error.read(500).decode(errors="replace")
            raise LocalError(
                f"could not ask {self.url}{path}: HTTP {error.code} {said};"
                " see the service's log"
            ) from error
        except (URLError, TimeoutError) as error:
            raise LocalError(
                f"could not ask {self.url}{path}: {error}; run 'make up'"
            ) from error
