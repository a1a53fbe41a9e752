"""When is a request whole."""

import pytest

from app.serving.arrival import HEAD_BYTES, LINE_BYTES, MOST_BYTES, Arrival
from app.web.api.body import MAX_BYTES

LINE = b"POST /x HTTP/1.1\r\n"
HOST = b"Host: ledger\r\n"
CHUNKS = LINE + b"Transfer-Encoding: chunked\r\n\r\n"

WHOLE = [
    pytest.param(LINE + HOST + b"\r\n", id="a head alone"),
    pytest.param(LINE + b"Content-Length: 0\r\n\r\n", id="an empty body"),
    pytest.param(LINE + b"content-length:  4 \r\n\r\nbody", id="a body"),
    pytest.param(CHUNKS + b"4\r\nbody\r\n0\r\n\r\n", id="chunks"),
    pytest.param(CHUNKS + b"4;a=b\r\nbody\r\n00\r\nX: y\r\n\r\n", id="trailers"),
    pytest.param(CHUNKS + b"2\r\n\r\n\r\n0\r\n\r\n", id="a chunk of line ends"),
]


def added(*parts: bytes) -> list[bool]:
    """Return after each part whether the request was whole."""
    arrival = Arrival()
    return [arrival.add(part) for part in parts]


@pytest.mark.parametrize("request_", WHOLE)
def test_a_request_is_whole_with_its_last_byte(request_: bytes) -> None:
    """However it is cut, and not before."""
    each = [request_[i : i + 1] for i in range(len(request_))]

    assert [False] * (len(request_) - 1) + [True] == added(*each)
    assert [True] == added(request_)
    assert [True] == added(request_ + LINE)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(b"G" * (LINE_BYTES + 3), id="an endless line"),
        pytest.param(
            LINE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", id="two"
        ),
        pytest.param(LINE + b"Content-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param(LINE + b"Transfer-Encoding: br\r\n\r\n", id="a coding"),
        pytest.param(CHUNKS + b"x\r\n", id="a size that is no number"),
        pytest.param(CHUNKS + b"1" * 300, id="an endless size"),
    ],
)
def test_what_is_refused_is_not_waited_for(request_: bytes) -> None:
    """The parser says what is wrong with it."""
    assert [True] == added(request_)


def test_more_than_is_taken_is_not_waited_for() -> None:
    """The head is enough to refuse a length, and some chunks are."""
    long = f"Content-Length: {MAX_BYTES + 1}\r\n\r\n".encode()
    arrival = Arrival()
    assert arrival.add(LINE + long)
    assert arrival.is_cut_off

    arrival = Arrival()
    assert not arrival.add(CHUNKS)
    assert arrival.add(b"1\r\na\r\n" * (MOST_BYTES // 6 + 1))
    assert arrival.is_cut_off


def test_a_head_without_an_end_is_too_long() -> None:
    """Before it takes much memory."""
    arrival = Arrival()
    assert not arrival.add(LINE + b"X: y\r\n" * (HEAD_BYTES // 6))
    assert arrival.is_too_long


def test_a_client_that_waits_to_go_on_is_told_of() -> None:
    """It sends its body then."""
    arrival = Arrival()
    assert not arrival.add(LINE + b"Expect: 100-Continue\r\nContent-Length: 4\r\n\r\n")
    assert arrival.waits_for_continue
