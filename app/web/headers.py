"""Tell browsers what the pages may do, which is little."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask

from app.web.caching import PRIVATE

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Headers = list[tuple[str, str]]

YEAR = 365 * 24 * 60 * 60
JSON = ("application/json", "application/problem+json")
# For what browsers make documents of, which JSON is not.
OF_DOCUMENTS = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)
ALWAYS = ("X-Content-Type-Options", "nosniff")
# What is for everybody says so, see caching: to forget it gives nothing away.
UNKEPT = ("Cache-Control", PRIVATE)
BY_HTTPS = ("Strict-Transport-Security", f"max-age={YEAR}")


def install(app: Flask, cdn_url: str) -> None:
    """Put the headers on every response of an application."""
    inner = app.wsgi_app
    policy = ("Content-Security-Policy", content_policy(cdn_url))
    documents = (*OF_DOCUMENTS, policy)

    # Behind Flask, which would check and copy the same headers each time.
    def wsgi_app(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def start(
            status: str, headers: Headers, failure: "OptExcInfo | None" = None, /
        ) -> Callable[[bytes], object]:
            if is_document(headers):
                headers += documents
            headers.append(ALWAYS)
            if not any(name == "Cache-Control" for name, _ in headers):
                headers.append(UNKEPT)
            if environ["wsgi.url_scheme"] == "https":
                headers.append(BY_HTTPS)
            return start_response(status, headers, failure)

        return inner(environ, start)

    app.wsgi_app = wsgi_app  # type: ignore[method-assign]  # as Flask documents it


def is_document(headers: Headers) -> bool:
    """Tell whether a browser could show a response as more than its text."""
    return not any(
        name == "Content-Type" and value.startswith(JSON) for name, value in headers
    )


def content_policy(cdn_url: str) -> str:
    """Allow styles and images of our own and of the CDN, forms to us, no scripts."""
    cdn = urlsplit(cdn_url)
    sources = "'self'" + (f" {cdn.scheme}://{cdn.netloc}" if cdn_url else "")
    return (
        f"default-src 'none'; style-src {sources}; img-src {sources};"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
