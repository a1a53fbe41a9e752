"""The environments that a release passes through, in their order."""

import difflib
from enum import Enum

from pipeline.core.errors import Refused


class Environment(Enum):
    """Where a release runs; each but the first is fed by the one before it."""

    DEV = "dev"
    STAGING = "staging"
    PRODUCTION = "production"

    @property
    def place(self) -> int:
        """Return how many environments come before this one."""
        return list(Environment).index(self)

    @property
    def before(self) -> "Environment | None":
        """Return the environment that feeds this one."""
        return list(Environment)[self.place - 1] if self.place else None


def environment(name: str) -> Environment:
    """Return the environment of this name, or say which there are."""
    names = [each.value for each in Environment]
    if name in names:
        return Environment(name)
    # 'prod' is not as near to 'production' as difflib would have it.
    near = difflib.get_close_matches(name.lower(), names, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"take {', '.join(names)}"
    raise Refused(f"could not find environment '{name}': there is none; {hint}")
