"""Do logs of the same input say the same?"""

import pytest

from pipeline.core.steady import steady


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030-01-01T10:00:00Z start", "... start"),
        ("+++ a.py\t2030-01-01 10:00:00.798522+00:00\n", "+++ a.py\t...\n"),
        ("2030-01-01 10:00:00,123 INFO", "... INFO"),
        ("3 passed in 1.50s", "3 passed in ...s"),
        ("3 passed in 72.50s (0:01:12)", "3 passed in ...s"),
        ("object at 0x7fffdeadbeef", "object at 0x..."),
        ("mode 0xff, 0o644", "mode 0xff, 0o644"),
        ("\x1b[1;31mred\x1b[0m and #x1B[31mred", "red and red"),
        ("exit code: 1 [traceparent:987f8698-808b9c88]", "exit code: 1"),
        (
            "version 3.12.1, 2030-01-01, 5 in 7 s",
            "version 3.12.1, 2030-01-01, 5 in 7 s",
        ),
    ],
)
def test_what_varies_is_left_out_and_nothing_else(text: str, expected: str) -> None:
    """The words around it stay."""
    assert expected == steady(text)
