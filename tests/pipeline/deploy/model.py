"""Environments in numbers, with what they were: images are builds.

The model shares nothing with the code that it is compared with, and knows no files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

FRESH, BROKEN = 0, -1
Window = tuple[int, int, int]


@dataclass(frozen=True)
class Build:
    """What the record of a build says: does it deserve to go on?"""

    green: bool
    ours: bool
    window: Window | None


@dataclass(frozen=True)
class Here:
    """An environment: its image, the record beside it, what is held, and a remark."""

    image: int = FRESH
    record: int = FRESH
    held: frozenset[int] = frozenset()
    remark: int = 0

    @property
    def proven(self) -> bool:
        """Say whether the record is that of the image."""
        return 0 < self.image == self.record


@dataclass
class Model:
    """Three environments with what they were, and all builds, by their number.

    *numbered* are the holds, each with its place, of builds that had run somewhere.
    """

    builds: dict[int, Build] = field(default_factory=dict)
    logs: list[list[Here]] = field(default_factory=lambda: [[Here()] for _ in "dsp"])
    base: int = 0
    numbered: set[tuple[int, int]] = field(default_factory=set)

    def now(self, place: int) -> Here:
        """Return how an environment is."""
        return self.logs[place][-1]

    def put(self, place: int, here: Here) -> None:
        """Change an environment."""
        for each in here.held - self.now(place).held:
            ran = any(
                old.proven and old.image == each for log in self.logs for old in log
            )
            (self.numbered.add if ran else self.numbered.discard)((place, each))
        if here != self.now(place):
            self.logs[place].append(here)

    def held(self, place: int, build: int) -> bool:
        """Say whether a build is kept out of an environment."""
        return any(build in self.now(each).held for each in range(place + 1))

    def newest_held(self, place: int) -> int:
        """Return the newest build on hold there of which somebody knew its number."""
        held = self.now(place).held
        return max((each for each in held if (place, each) in self.numbered), default=0)

    def remark(self, place: int) -> int:
        """Return the remark of the newest component that can be read."""
        return next(
            each.remark for each in reversed(self.logs[place]) if each.image != BROKEN
        )

    def fits(self, place: int, build: int, said: tuple[int, int] | None) -> bool:
        """Say whether a build works on the schema that is there."""
        left = [
            window[1:]
            for here in self.logs[place]
            if here.proven and (window := self.builds[here.image].window)
        ]
        schema, window = said or max(left, default=None), self.builds[build].window
        if schema is None or window is None:
            return True
        return window[0] <= schema[0] and schema[1] <= window[1]

    def releases(self, place: int) -> Iterator[Here]:
        """Go through the releases that were there, each as it was last."""
        seen = set()
        for here in reversed(self.logs[place]):
            if here.proven and here.image not in seen:
                seen.add(here.image)
                yield here

    def went_back(self, place: int) -> bool:
        """Say whether the newest change of an image was a rollback."""
        log = self.logs[place]
        for before, after in reversed(list(zip(log, log[1:], strict=False))):
            if max(before.image, FRESH) != max(after.image, FRESH):
                return after.proven and is_rollback(before, after)
        return False


def is_rollback(before: Here, after: Here) -> bool:
    """Say whether an image was left because it was bad."""
    if before.image <= FRESH:
        return bool(after.held - before.held)
    if not before.proven:
        return before.image in after.held
    return after.image < before.image
