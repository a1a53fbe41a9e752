"""Where the composition under test answers, or what would start one."""

import os

import pytest


def address(function: str) -> str:
    """Return the address of its service; skip where nobody has started it."""
    url = os.environ.get("SERVICE_URL")
    if not url:
        why = f"no composition: run dagger call {function}"
        pytest.skip(why, allow_module_level=True)
    return url
