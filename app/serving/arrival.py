"""Tell from the bytes of a request as they come whether it is whole."""

import re
from collections.abc import Callable

from app.web.api.body import MAX_BYTES

HEAD_END, LINE_END = b"\r\n\r\n", b"\r\n"
# As gunicorn.conf.py says, whose parser refuses a longer one.
LINE_BYTES = 4094
HEAD_BYTES = 32 * 1024
# What frames the chunks of a body may be as long as the body.
MOST_BYTES = HEAD_BYTES + 2 * MAX_BYTES
CHUNK_LINE_BYTES = 256
CODED = re.compile(
    rb"^transfer-encoding[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
LENGTH = re.compile(
    rb"^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
CONTINUE = re.compile(
    rb"^expect[ \t]*:[ \t]*100-continue[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
SIZE = re.compile(rb"[0-9a-fA-F]{1,8}")


class Arrival:
    """A request of which some has come.

    What is malformed counts as whole: the parser refuses it, and says why.
    """

    def __init__(self) -> None:
        self.received = bytearray()
        self.head_is_whole = False
        self.waits_for_continue = False
        self.is_cut_off = False
        self._at = 0
        self._whole: Callable[[], bool] = self._head

    def add(self, data: bytes) -> bool:
        """Take what came; tell whether a thread can handle the request."""
        self.received += data
        return self._whole()

    @property
    def is_too_long(self) -> bool:
        """Tell whether the head is longer than any that is taken."""
        return not self.head_is_whole and len(self.received) > HEAD_BYTES

    def _head(self) -> bool:
        end = self.received.find(HEAD_END, max(self._at - len(HEAD_END), 0))
        if end < 0:
            self._at = len(self.received)
            return self._line_is_too_long()
        self.head_is_whole = True
        self._at = end + len(HEAD_END)
        return self._body(bytes(self.received[: end + 1]))

    def _line_is_too_long(self) -> bool:
        if len(self.received) <= LINE_BYTES:
            return False
        return self.received.find(LINE_END, 0, LINE_BYTES + len(LINE_END)) < 0

    def _body(self, head: bytes) -> bool:
        self.waits_for_continue = bool(CONTINUE.search(head))
        if coded := CODED.search(head):
            chunked = coded[1].lower() == b"chunked"
            self._whole = self._chunks if chunked else self._nothing
        elif found := LENGTH.findall(head):
            # More than one is refused, and so is more than the limit.
            length = max(map(int, found))
            self.is_cut_off = len(found) > 1 or length > MAX_BYTES
            self._at += 0 if self.is_cut_off else length
            self._whole = self._length
        else:
            self._whole = self._nothing
        return self._whole()

    def _nothing(self) -> bool:
        return True

    def _length(self) -> bool:
        return len(self.received) >= self._at

    def _chunks(self) -> bool:
        while not self._has_too_much() and self._at < len(self.received):
            end = self.received.find(LINE_END, self._at)
            if end < 0:
                return len(self.received) - self._at > CHUNK_LINE_BYTES
            size = self.received[self._at : end].partition(b";")[0].strip()
            if not SIZE.fullmatch(size):
                return True
            if int(size, 16) == 0:
                return self.received.find(HEAD_END, end) >= 0
            self._at = end + int(size, 16) + 2 * len(LINE_END)
        return self._has_too_much()

    def _has_too_much(self) -> bool:
        self.is_cut_off = len(self.received) > MOST_BYTES
        return self.is_cut_off
