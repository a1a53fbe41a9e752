"""What a test needs that a machine may not have."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local.errors import Missing


@contextmanager
def needed() -> Iterator[None]:
    """Skip the test when a program is not to be had; the reason says what to do."""
    try:
        yield
    except Missing as missing:
        pytest.skip(str(missing))
