"""Stop a server, or break it as by accident."""

from local.process import Process


class Controlled:
    """A server that is one process."""

    __slots__ = ()

    @property
    def process(self) -> Process:
        """The server's process."""
        raise NotImplementedError

    def stop(self) -> bool:
        """End it in order; say whether it ran."""
        return self.process.stop()

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()

    def freeze(self) -> None:
        """Make it hang."""
        self.process.freeze()

    def thaw(self) -> None:
        """Let it go on."""
        self.process.thaw()
