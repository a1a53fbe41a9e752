"""The same as containers, where Docker Compose works."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalError
from local.places import Places
from local.tokens import Tokens, write_secret

UP = ("up", "--build", "--wait", "--detach")
LIMITS = ("SIGN_IN_LIMIT", "TOKEN_WRITE_LIMIT", "ADDRESS_WRITE_LIMIT")
ASKS = (("docker", "compose", "version"), ("docker", "info"))


def works() -> bool:
    """Say whether there are Docker Compose and a daemon that answers it."""
    return shutil.which("docker") is not None and all(_succeeds(ask) for ask in ASKS)


def _succeeds(argv: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run(argv, capture_output=True, timeout=20, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Compose:
    """The containers of compose.yaml."""

    places: Places

    @property
    def env_file(self) -> Path:
        """What compose.yaml asks for: ports, a password and hashes of tokens."""
        return self.places.folder / "compose.env"

    def up(self, tokens: Tokens) -> None:
        """Build, start what does not run yet, and wait until it is healthy."""
        values = variables(self.places, tokens)
        lines = (f"{name}={value}\n" for name, value in values.items())
        write_secret(self.env_file, "".join(lines))
        self._compose(*UP)

    def was_up(self) -> bool:
        """Say whether the containers were ever started."""
        return self.env_file.exists() and works()

    def down(self) -> None:
        """Stop all; what is in the ledger stays."""
        self._compose("down")

    def status(self) -> None:
        """Print what Docker says of each container."""
        self._compose("ps")

    def _compose(self, *words: str) -> None:
        argv = ["docker", "compose", f"--env-file={self.env_file}", *words]
        # The file decides, not a variable of the same name.
        given = {line.split("=")[0] for line in self.env_file.read_text().splitlines()}
        env = {name: os.environ[name] for name in os.environ if name not in given}
        done = subprocess.run(argv, cwd=self.places.root, env=env, check=False)
        if done.returncode != 0:
            raise LocalError(
                f"could not run 'docker compose {words[0]}': it ended with"
                f" {done.returncode}; fix what is printed above"
            )


def variables(places: Places, tokens: Tokens) -> Mapping[str, str]:
    """Return what compose.yaml asks for."""
    return {
        "PORT": str(places.service),
        "METRICS_PORT": str(places.metrics),
        "POSTGRES_PASSWORD": tokens.postgres,
        # Empty where nobody sets them, which counts as unset.
        **{name: os.environ.get(name, "") for name in LIMITS},
        **tokens.settings,
    }
