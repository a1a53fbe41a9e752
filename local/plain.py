"""The service and what it needs as plain processes, which live on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from engine.progress import say, working
from local.client import Client
from local.errors import LocalError
from local.places import Places
from local.ports import need_free
from local.postgres import Postgres
from local.process import Process
from local.redis import Redis
from local.tokens import Tokens

UPGRADE = ("-m", "flask", "--app", "app.wsgi:application", "db-upgrade")
GUNICORN = ("-m", "gunicorn")
LOOPBACK = "127.0.0.1"
# The service may take 30 s for the requests that it still has.
DRAIN = 40.0


@dataclass(frozen=True, slots=True)
class Plain:
    """The processes, whose files all lie in one folder."""

    places: Places

    @property
    def postgres(self) -> Postgres:
        """The ledger's database."""
        folder = self.places.folder / "postgres"
        return Postgres(folder, self.places.postgres, outlives=True)

    @property
    def redis(self) -> Redis:
        """The cache."""
        folder = self.places.folder / "redis"
        return Redis(folder, self.places.redis, outlives=True)

    @property
    def service(self) -> Process:
        """Gunicorn's master."""
        return Process("service", self.places.folder / "service", outlives=True)

    @property
    def parts(self) -> dict[str, tuple[Process, str]]:
        """Every process with its address, in the order in which they start."""
        return {
            "postgres": (self.postgres.process, self.postgres.url),
            "redis": (self.redis.process, self.redis.url),
            "service": (self.service, self.places.url),
        }

    def up(self, tokens: Tokens, client: Client) -> None:
        """Start what does not run yet, and wait until the service is ready."""
        if self.service.pid() is not None and client.is_ready():
            say("the service runs already")
            return
        self._check()
        self.postgres.start()
        say(f"postgres: {self.postgres.url}")
        self.redis.start()
        say(f"redis: {self.redis.url}")
        env = self._environment(tokens)
        self._upgrade(env)
        if self.service.pid() is None:
            self.service.start(
                [self.places.python, *GUNICORN], env, cwd=self.places.root
            )
        with working("start the service", 3, self.service.log):
            self.service.wait_until(client.is_ready)

    def _check(self) -> None:
        """See that the service can start before anything does."""
        if not self.places.python.exists():
            raise LocalError(
                f"could not start the service: there is no {self.places.python};"
                " run 'make .venv/.done'"
            )
        if self.service.pid() is None:
            need_free(self.places.service, "the service", "PORT")
            need_free(self.places.metrics, "the service's metrics", "METRICS_PORT")

    def _upgrade(self, env: Mapping[str, str]) -> None:
        log = self.places.folder / "service" / "upgrade.log"
        log.unlink(missing_ok=True)
        upgrade = [self.places.python, *UPGRADE]
        with working("make the ledger's tables", 2, log):
            run(upgrade, log, "upgrade the database", env=env, cwd=self.places.root)

    def _environment(self, tokens: Tokens) -> Mapping[str, str]:
        return {
            # Nobody waits for a load balancer here.
            "DRAIN_SECONDS": "0",
            # Nor need others reach what a person looks at, unless they say so.
            "ADDRESS": LOOPBACK,
            "METRICS_ADDRESS": LOOPBACK,
            **os.environ,
            **tokens.settings,
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "PORT": str(self.places.service),
            "METRICS_PORT": str(self.places.metrics),
        }

    def down(self) -> bool:
        """Stop all, the service first; say whether anything ran."""
        ran = False
        for name, (process, _) in reversed(self.parts.items()):
            if process.stop(DRAIN):
                ran = True
                say(f"{name}: stopped")
        return ran

    def status(self) -> list[str]:
        """Tell of each process whether it runs, where, and where its log is."""
        return [line(name, *part) for name, part in self.parts.items()]


def line(name: str, process: Process, address: str) -> str:
    """Tell of one process."""
    pid = process.pid()
    state = f"runs (process {pid}) at {address}" if pid else "does not run"
    return f"{name}: {state}; log {_short(process.log)}"


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
