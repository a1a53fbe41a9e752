"""Volumes of a composition: new for each run, gone after it."""

import secrets
from dataclasses import dataclass, field
from typing import Final, Self

from dagger import CacheVolume, Container, Directory, ExistsType, dag

LOGS: Final = "/.composition/log"
ALL: Final = "/volumes"


@dataclass(frozen=True, slots=True)
class Volumes:
    """The volumes of a composition by name, each with what it holds at first.

    The engine tells volumes apart by that as well, so every container has to mount
    one with the same.
    """

    key: str
    starts: dict[str, Directory] = field(default_factory=dict)

    @classmethod
    def fresh(cls) -> Self:
        """Return some that nobody uses."""
        return cls(secrets.token_hex(8))

    async def mount(self, container: Container, name: str, path: str) -> Container:
        """Mount a volume; a new one holds what the image has there, as in Docker."""
        if name not in self.starts:
            folder = ExistsType.DIRECTORY_TYPE
            filled = await container.exists(path, expected_type=folder)
            self.starts[name] = container.directory(path) if filled else dag.directory()
        return self._mount(container, name, path)

    def log(self, container: Container) -> Container:
        """Mount what services say; any user may write there."""
        open_to_all = dag.directory().with_new_directory("log", permissions=0o777)
        volume = self._volume("", "log")
        return container.with_mounted_cache(
            LOGS, volume, source=open_to_all.directory("log")
        )

    def mount_all(self, container: Container) -> Container:
        """Mount all but the log, each below one folder."""
        for number, name in enumerate(self.starts):
            container = self._mount(container, name, f"{ALL}/{number}")
        return container

    def _mount(self, container: Container, name: str, path: str) -> Container:
        volume = self._volume("named", name)
        return container.with_mounted_cache(path, volume, source=self.starts[name])

    def _volume(self, kind: str, name: str) -> CacheVolume:
        return dag.cache_volume(f"composition-{self.key}-{kind}-{name}")
