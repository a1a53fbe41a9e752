"""Tell browsers what the pages may do, which is little."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

YEAR = 365 * 24 * 60 * 60
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def install(app: Flask, cdn_url: str) -> None:
    """Put the headers on every response of an application."""
    headers = {**HEADERS, "Content-Security-Policy": content_policy(cdn_url)}

    def secure(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        return response

    app.after_request(secure)


def content_policy(cdn_url: str) -> str:
    """Allow styles and images of our own and of the CDN, forms to us, no scripts."""
    cdn = urlsplit(cdn_url)
    sources = "'self'" + (f" {cdn.scheme}://{cdn.netloc}" if cdn_url else "")
    return (
        f"default-src 'none'; style-src {sources}; img-src {sources};"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
