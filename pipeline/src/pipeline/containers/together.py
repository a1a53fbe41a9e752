"""Await several things at once."""

from collections.abc import Awaitable, Mapping
from typing import TypeVar

import anyio

K = TypeVar("K")
T = TypeVar("T")


async def gathered(calls: Mapping[K, Awaitable[T]]) -> dict[K, T]:
    """Return what each call returns, in the order of the calls.

    The first that fails ends the others, and is raised in a group of errors.
    """
    found: dict[K, T] = {}

    async def keep(name: K, call: Awaitable[T]) -> None:
        found[name] = await call

    async with anyio.create_task_group() as tasks:
        for name, call in calls.items():
            tasks.start_soon(keep, name, call)
    return {name: found[name] for name in calls}
