"""Refuse what never becomes a request of the application, as the application would."""

from dataclasses import dataclass
from http import HTTPStatus

from gunicorn.http import errors


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status, and what was wrong, where, and what to do."""

    status: HTTPStatus
    detail: str


TOO_SLOW = Refusal(
    HTTPStatus.REQUEST_TIMEOUT,
    "could not read the request: it did not come whole in time; send it again at once",
)
HEAD_TOO_LONG = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "could not read the header: it is longer than 32 KiB, one field is longer than"
    " 8190 bytes, or there are more than 64; send less",
)
UNEXPECTED = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "could not handle the request: an unexpected error; report it with its request_id",
)
# Before the classes that they are made of.
REFUSALS: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (
        errors.LimitRequestLine,
        HTTPStatus.REQUEST_URI_TOO_LONG,
        "the request line: it is longer than 4094 bytes; send a shorter address",
    ),
    (
        errors.UnsupportedTransferCoding,
        HTTPStatus.NOT_IMPLEMENTED,
        "the body: its coding is not 'chunked'; send it in chunks or with its length",
    ),
    (
        errors.ExpectationFailed,
        HTTPStatus.EXPECTATION_FAILED,
        "Expect: only '100-continue' can be met; leave it out",
    ),
    (
        errors.InvalidRequestLine,
        HTTPStatus.BAD_REQUEST,
        "the request line: it is no 'METHOD /path HTTP/1.1'; correct it",
    ),
    (
        errors.InvalidRequestMethod,
        HTTPStatus.BAD_REQUEST,
        "the request line: the method is no word of upper-case letters; correct it",
    ),
    (
        errors.InvalidHTTPVersion,
        HTTPStatus.BAD_REQUEST,
        "the request line: the version is none of HTTP/1; send HTTP/1.1",
    ),
    (
        errors.InvalidSchemeHeaders,
        HTTPStatus.BAD_REQUEST,
        "X-Forwarded-Proto and its like: they contradict each other; send one",
    ),
    (
        errors.ObsoleteFolding,
        HTTPStatus.BAD_REQUEST,
        "the header: a field goes on in the next line; write it in one",
    ),
    (
        errors.InvalidChunkSize,
        HTTPStatus.BAD_REQUEST,
        "the body: a chunk has no size in hex digits; correct the chunks",
    ),
    (
        errors.ChunkMissingTerminator,
        HTTPStatus.BAD_REQUEST,
        "the body: a chunk is not as long as its size says; correct the chunks",
    ),
    (
        errors.InvalidChunkExtension,
        HTTPStatus.BAD_REQUEST,
        "the body: a chunk's size is followed by what is no extension; leave it out",
    ),
)


def refusal(error: BaseException) -> Refusal:
    """Say what gunicorn's parser refused."""
    if isinstance(error, errors.LimitRequestHeaders):
        return HEAD_TOO_LONG
    for kind, status, what in REFUSALS:
        if isinstance(error, kind):
            return Refusal(status, f"could not read {what}")
    if isinstance(error, (errors.InvalidHeader, errors.InvalidHeaderName)):
        return Refusal(HTTPStatus.BAD_REQUEST, wrong_field(error))
    if isinstance(error, errors.ParseException):
        return Refusal(
            HTTPStatus.BAD_REQUEST, "could not read the request: it is no HTTP/1.1"
        )
    return UNEXPECTED


def wrong_field(error: errors.InvalidHeader | errors.InvalidHeaderName) -> str:
    """Name the field of a header that was refused, but not its value."""
    name = str(error.hdr).partition(":")[0][:100]
    return (
        f"could not read the header field '{name}': it has no valid name or value, or"
        " comes more than once; correct it"
    )
