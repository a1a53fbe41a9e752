"""A root that keeps a value in its state, and can be held while it applies."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.terraform.hcl import Module
from tests.terraform.tofu import TERRAFORM, Done, Tofu

SECONDS = 60.0
ROOT = """\
variable "value" {
  type = string
}

variable "hold" {
  type    = string
  default = ""
}

resource "terraform_data" "this" {
  input = var.value

  provisioner "local-exec" {
    command = "while [ -n '${var.hold}' ] && [ -e '${var.hold}' ]; do sleep 0.1; done"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.trigger]
  }
}

resource "terraform_data" "trigger" {
  input = var.value
}

output "value" {
  value = terraform_data.this.output
}
"""


def backend_of(cloud: str) -> Path:
    """Return the file that says where a cloud's states are."""
    return TERRAFORM / "live" / cloud / "staging" / "backend.tf"


def settings_of(cloud: str) -> Mapping[str, object]:
    """Return what that file says."""
    for block in Module.read(backend_of(cloud).parent).of("terraform"):
        for each in block.body.get("backend", []):
            for body in each.values():
                return {
                    key: value.strip('"') if isinstance(value, str) else value
                    for key, value in body.items()
                    if not key.startswith("__")
                }
    raise AssertionError(f"{cloud} has no backend")


@dataclass(frozen=True, slots=True)
class State:
    """A root whose state is in a store."""

    tofu: Tofu
    folder: Path
    env: Mapping[str, str]

    @classmethod
    def begun(
        cls,
        tofu: Tofu,
        folder: Path,
        backend: str,
        settings: str,
        env: Mapping[str, str],
    ) -> "State":
        """Write the root, with a backend and what the test tells it besides."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "main.tf").write_text(ROOT)
        (folder / "backend.tf").write_text(backend)
        (folder / "test.tfbackend").write_text(settings)
        state = cls(tofu, folder, env)
        state.done("init", "-backend-config=test.tfbackend")
        return state

    def done(self, *words: str) -> str:
        """Run a command, which has to end well."""
        return self.tofu.done(self.folder, *words, env=self.env)

    def ran(self, *words: str) -> Done:
        """Run a command."""
        return self.tofu.ran(self.folder, *words, env=self.env)

    def apply(self, value: str) -> None:
        """Bring a value into the state."""
        self.done("apply", "-auto-approve", f"-var=value={value}")

    @contextmanager
    def held(self, hold: Path, value: str) -> Iterator[subprocess.Popen[str]]:
        """Apply a value in the background, until the file *hold* is gone."""
        hold.touch()
        words = ("apply", "-auto-approve", f"-var=value={value}", f"-var=hold={hold}")
        first = self.tofu.start(self.folder, *words, env=self.env)
        try:
            yield first
        finally:
            hold.unlink(missing_ok=True)
            first.communicate(timeout=SECONDS)

    def value(self) -> str:
        """Return the value that the state has."""
        value: str = json.loads(self.done("output", "-json", "value"))
        return value

    def refused(self) -> str:
        """Plan while somebody else has the lock; return what is said."""
        ran = self.ran("plan", "-var=value=other", "-lock-timeout=0s")
        assert 0 != ran.returncode, ran.stdout
        return ran.stdout + ran.stderr
