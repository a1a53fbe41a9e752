"""Instances of the service that are restarted on the port they had."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM

from local import ports
from tests.places import Place
from tests.serving import Server, serving


@dataclass(slots=True)
class Instance:
    """One of several; its port stays the same."""

    place: Place
    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=ports.free)
    stack: ExitStack = field(default_factory=ExitStack)
    _server: Server | None = None

    @property
    def server(self) -> Server:
        """The process that serves now."""
        assert self._server is not None, "it was not started"
        return self._server

    def start(self) -> None:
        """Start, and wait for the first answer."""
        given = {**self.settings, "PORT": str(self.port)}
        running = serving(self.place, self.folder, **given)
        self._server = self.stack.enter_context(running)

    def restart(self) -> None:
        """End as an orchestrator would, and start again."""
        self.server.process.send_signal(SIGTERM)
        assert self.server.process.wait(60) == 0, "it did not end in order"
        self.stack.close()
        self.start()

    def renewed(self) -> int:
        """Return how many workers have been renewed."""
        return int(self.server.samples().get("gunicorn_worker_exits_total", 0))


@contextmanager
def running(
    place: Place, folder: Path, number: int, settings: dict[str, str]
) -> Iterator[list[Instance]]:
    """Run instances, each in a folder of its own, until the caller is done."""
    folders = [folder / f"instance-{i}" for i in range(number)]
    with ExitStack() as stack:
        instances = []
        for each in folders:
            each.mkdir(parents=True, exist_ok=True)
            instance = Instance(place, each, settings)
            stack.callback(instance.stack.close)
            instance.start()
            instances.append(instance)
        yield instances
