"""Merge compose's health check over the image's."""

import math
import shlex
from dataclasses import dataclass
from typing import Final, Self

# Docker's own defaults.
INTERVAL: Final = 30.0
TIMEOUT: Final = 30.0
RETRIES: Final = 3


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A command that tells whether a service is healthy; None: not said here."""

    test: tuple[str, ...] | None = None
    interval: float | None = None
    timeout: float | None = None
    retries: int | None = None
    start_period: float | None = None
    disabled: bool = False

    def over(self, image: Self | None) -> Self | None:
        """Return what holds when *image* has a check as well; None when there is none.

        Compose may give new times to the command of the image.
        """
        base = image or type(self)()
        both = type(self)(
            self.test or base.test,
            self.interval or base.interval,
            self.timeout or base.timeout,
            self.retries or base.retries,
            self.start_period or base.start_period,
        )
        off = self.disabled or (base.disabled and not self.test)
        return None if off or both.test is None else both

    @property
    def budget(self) -> int:
        """The seconds after which Docker would call the service unhealthy."""
        failing = (self.retries or RETRIES) * (self.interval or INTERVAL)
        return math.ceil((self.start_period or 0) + failing)

    @property
    def patience(self) -> int:
        """The seconds that one check may take."""
        return math.ceil(self.timeout or TIMEOUT)

    @property
    def shell(self) -> str:
        """The command as words of a shell."""
        return shlex.join(self.test or ())


def argv(test: list[str]) -> tuple[str, ...] | None:
    """Return the command of a test as compose writes it, None for NONE.

    CMD-SHELL is the image's own shell, as it is Docker's.
    """
    kind, *words = test or ["NONE"]
    if kind == "CMD":
        return tuple(words)
    return ("/bin/sh", "-c", *words) if kind == "CMD-SHELL" else None
