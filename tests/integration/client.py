"""The service's HTTP API, as a test uses it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests import Response

from tests.integration import tokens

DEPLOYMENTS = "/api/v1/deployments"
SESSION = "/api/v1/session"


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody with a connection and cookies of their own."""

    url: str
    session: requests.Session

    def get(self, path: str, **query: str | int) -> Response:
        """Ask for something."""
        return self.session.get(self.url + path, params=query, timeout=30)

    def post(
        self, path: str, body: object, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Send something."""
        return self.session.post(
            self.url + path,
            data=json.dumps(body),
            headers={"Content-Type": "application/json", **(headers or {})},
            timeout=30,
        )

    def report(self, body: object, **headers: str) -> Response:
        """Report a deployment, as a pipeline does."""
        return self.post(DEPLOYMENTS, body, {**tokens.BEARER, **headers})

    def recorded(self, body: object) -> dict[str, Any]:
        """Report a deployment, and return what was recorded."""
        answer = self.report(body)
        assert 201 == answer.status_code, answer.text
        entry: dict[str, Any] = answer.json()
        return entry

    def signed_in(self) -> dict[str, str]:
        """Sign in, and return the header that writes have to carry."""
        answer = self.post(SESSION, {"token": tokens.PERSON})
        assert 201 == answer.status_code, answer.text
        return {"X-CSRF-Token": answer.json()["csrf_token"]}

    def readiness(self) -> tuple[int, str]:
        """Return the status of readiness, in numbers and in words."""
        try:
            answer = self.get("/readyz")
        except requests.ConnectionError:
            return 0, "nobody there"
        body = answer.json()
        return answer.status_code, str(body.get("detail") or body["status"])
