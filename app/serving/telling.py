"""Tell a client and the log what was refused before the application saw it."""

import json
from typing import Any
from uuid import uuid4

import structlog
from structlog.typing import FilteringBoundLogger

from app.serving.refusals import UNEXPECTED, Refusal

log: FilteringBoundLogger = structlog.get_logger()


def explained(
    client: Any, refused: Refusal, error: BaseException | None = None
) -> bytes:
    """Return a whole response, and log it under the same id."""
    request_id = uuid4().hex
    tell(client, refused, request_id, error)
    return rendered(refused, request_id)


def rendered(refused: Refusal, request_id: str) -> bytes:
    """Return a whole response."""
    status = refused.status
    body = json.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": refused.detail,
            "request_id": request_id,
        }
    ).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        f"X-Request-ID: {request_id}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body


def tell(
    client: Any, refused: Refusal, request_id: str, error: BaseException | None
) -> None:
    """Log a refusal; with its traceback where nobody foresaw it."""
    unforeseen = error if refused is UNEXPECTED else None
    write = log.error if unforeseen else log.info
    write(
        "request refused",
        client=client[0] if client else "",
        status=refused.status.value,
        detail=refused.detail,
        request_id=request_id,
        exc_info=unforeseen,
    )
