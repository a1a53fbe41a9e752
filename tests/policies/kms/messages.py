"""The messages of the protocol, in Protocol Buffers' wire format.

All their fields are texts, bytes or maps of those: one wire type is enough.
"""

from collections.abc import Iterator

DELIMITED = 2
SEVEN_BITS = 0x7F
MORE = 0x80


def encoded(fields: dict[int, bytes]) -> bytes:
    """Write a message's fields by their numbers; empty ones are left out."""
    return b"".join(
        number(key << 3 | DELIMITED) + number(len(value)) + value
        for key, value in fields.items()
        if value
    )


def decoded(message: bytes) -> dict[int, bytes]:
    """Read a message's fields by their numbers."""
    return dict(_fields(message))


def number(value: int) -> bytes:
    """Write a number, seven bits a byte, the lowest first."""
    low, rest = value & SEVEN_BITS, value >> 7
    return bytes([low | MORE]) + number(rest) if rest else bytes([low])


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(message):
        tag, place = _number(message, place)
        if tag & 7 != DELIMITED:
            raise ValueError(f"could not read field {tag >> 3}: of an unknown type")
        size, place = _number(message, place)
        yield tag >> 3, message[place : place + size]
        place += size


def _number(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[place]
        value |= (byte & SEVEN_BITS) << shift
        place, shift = place + 1, shift + 7
        if not byte & MORE:
            return value, place
