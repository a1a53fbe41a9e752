"""One service as a container, with the command that starts it."""

from dataclasses import dataclass
from typing import Final

from dagger import Container, Service

from pipeline.core.compose import composition as compose
from pipeline.core.compose.healthcheck import HealthCheck

TOOLS: Final = "/.composition/bin"
BUSYBOX: Final = f"{TOOLS}/busybox"
# As service.sh serves them: a service's state at any time, and the end of waiting.
STATE_PORT: Final = 61998
VERDICT_PORT: Final = 61999
OTLP: Final = "OTEL_EXPORTER_OTLP"
# The engine sets these for what runs in it: a service would send it its traces.
FROM_ENGINE: Final = (
    *("TRACEPARENT", f"{OTLP}_ENDPOINT", f"{OTLP}_PROTOCOL", f"{OTLP}_TRACES_LIVE"),
    *(f"{OTLP}_{signal}_ENDPOINT" for signal in ("TRACES", "LOGS", "METRICS")),
    *(f"{OTLP}_{signal}_PROTOCOL" for signal in ("TRACES", "LOGS", "METRICS")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A service, its container with all mounts, and the words of its command."""

    service: compose.Service
    container: Container
    entrypoint: tuple[str, ...]
    command: tuple[str, ...]

    @property
    def before(self) -> tuple[str, ...]:
        """What goes before the words, so that the engine's variables are away."""
        names = [each for each in FROM_ENGINE if each not in self.service.environment]
        return (BUSYBOX, "env", *(word for name in names for word in ("-u", name)))

    def as_service(self, check: HealthCheck | None, host: str) -> Service:
        """Return the service as the engine starts it."""
        asked = check or HealthCheck()
        health = (asked.shell, str(asked.budget), str(asked.patience))
        script = (BUSYBOX, "sh", f"{TOOLS}/service.sh", self.service.name, *health)
        odd = self.service.unexported
        kept = (BUSYBOX, "env", *odd) if odd else ()
        argv = (*self.before, *script, *kept, *self.entrypoint, *self.command)
        container = self.container.with_exposed_port(VERDICT_PORT)
        # The engine's own init would pass a signal on to every process at once: a
        # server that drains would lose its workers.
        service = container.as_service(args=list(argv), no_init=not self.service.init)
        return service.with_hostname(host)
