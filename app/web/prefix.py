"""Answer below a path that a proxy has for this service, such as /ledger."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from app.observe.clients import Clients
from app.variables import BASE_PATH

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = "HTTP_X_FORWARDED_PREFIX"
# What else a proxy sends could lead to another host.
PREFIX = re.compile(BASE_PATH)


def install(app: Flask, base_path: str, proxies: str) -> None:
    """Let an application be below a path: a set one, or one that proxies name."""
    prefixed = Prefixed(app.wsgi_app, base_path, Clients(proxies))
    app.wsgi_app = prefixed  # type: ignore[method-assign]  # as Flask documents it


@dataclass(frozen=True, slots=True)
class Prefixed:
    """An application, and where it is."""

    inner: "WSGIApplication"
    base_path: str
    clients: Clients

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request for what is below the path, which may be cut off before."""
        if prefix := self.prefix(environ):
            path = environ["PATH_INFO"]
            environ["SCRIPT_NAME"] = prefix
            if f"{path}/".startswith(f"{prefix}/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return self.inner(environ, start_response)

    def prefix(self, environ: "WSGIEnvironment") -> str:
        """Return the path of a request, believing trusted proxies only."""
        named = environ.get(FORWARDED)
        if not named or not self.clients.trusts(environ.get("REMOTE_ADDR", "")):
            return self.base_path
        cut = named.strip().rstrip("/")
        return cut if PREFIX.fullmatch(cut) else self.base_path
