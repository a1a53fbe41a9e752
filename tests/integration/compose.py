"""Services stopped, started and run, by Docker Compose or by what speaks its words."""

import subprocess
from dataclasses import dataclass

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Compose:
    """The command, of which the pipeline has one and a person another."""

    command: tuple[str, ...]

    def kill(self, service: str) -> None:
        """Take a service away as a crash does."""
        self._must("kill", service)

    def stop(self, service: str) -> None:
        """Ask a service to end."""
        self._must("stop", service)

    def start(self, service: str) -> None:
        """Bring a service back."""
        self._must("start", service)

    def run(self, service: str, *words: str, **env: str) -> Done:
        """Run a command in a container of its own, by default the service's."""
        given = [f"--env={name}={value}" for name, value in env.items()]
        return self._do("run", "--rm", "--no-deps", "-T", *given, service, *words)

    def python(self, service: str, code: str, **env: str) -> str:
        """Run a program in the service's image, and return what it prints."""
        done = self.run(service, "python", "-c", code, **env)
        assert 0 == done.returncode, done.stderr
        return done.stdout.strip()

    def _must(self, *words: str) -> None:
        done = self._do(*words)
        assert 0 == done.returncode, done.stderr

    def _do(self, *words: str) -> Done:
        return subprocess.run(
            [*self.command, *words], capture_output=True, text=True, check=False
        )
