"""Ask Argo CD's own program, without a cluster."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# Its commands want to know a cluster, also those that never ask one.
NOWHERE = {
    "apiVersion": "v1",
    "kind": "Config",
    "clusters": [{"name": "none", "cluster": {"server": "https://127.0.0.1:1"}}],
    # Without a user they would ask for one.
    "users": [{"name": "none", "user": {"token": "none"}}],
    "contexts": [{"name": "none", "context": {"cluster": "none", "user": "none"}}],
    "current-context": "none",
}


@dataclass(frozen=True, slots=True)
class Cli:
    """The program, and a folder for what it is given."""

    program: Path
    folder: Path

    def file(self, name: str, document: object) -> Path:
        """Write an object that a command reads."""
        file = self.folder / name
        file.write_text(json.dumps(document))
        return file

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of `argocd admin`."""
        return subprocess.run(
            [self.program, "admin", *words],
            env={
                **os.environ,
                "HOME": str(self.folder),
                "KUBECONFIG": str(self.file("kubeconfig", NOWHERE)),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def may(self, who: str, action: str, what: str, on: str, policies: Path) -> bool:
        """Say whether somebody may do something."""
        words = ("settings", "rbac", "can", who, action, what, on)
        done = self.run(*words, "--policy-file", policies)
        assert done.stdout in ("Yes\n", "No\n"), done.stderr
        return done.stdout == "Yes\n"

    def health(self, document: object, settings: Path) -> tuple[str, str]:
        """Return how healthy an object is, and why."""
        file = self.file("resource.json", document)
        words = ("settings", "resource-overrides", "health", file)
        done = self.run(*words, "--argocd-cm-path", settings)
        assert 0 == done.returncode, done.stderr
        status, message = done.stdout.splitlines()
        return status.removeprefix("STATUS: "), message.removeprefix("MESSAGE: ")

    def notify(
        self, template: str, config: Path, document: object, *words: str | Path
    ) -> dict[str, Any]:
        """Return the message that a template makes of an object."""
        done = self._notifications("template", "notify", template, config, document)
        message: dict[str, Any] = yaml.safe_load(done)
        return message

    def send(
        self, template: str, config: Path, document: object, to: str, secret: Path
    ) -> None:
        """Send that message."""
        words = ("--recipient", to, "--secret", secret)
        self._notifications("template", "notify", template, config, document, *words)

    def triggered(self, trigger: str, config: Path, document: object) -> bool:
        """Say whether one of a trigger's conditions holds."""
        done = self._notifications("trigger", "run", trigger, config, document)
        results = [line.split()[-1] for line in done.splitlines()[1:]]
        assert set(results) <= {"true", "false"}
        return "true" in results

    def _notifications(
        self,
        group: str,
        verb: str,
        name: str,
        config: Path,
        document: object,
        *words: str | Path,
    ) -> str:
        file = self.file("notified.json", document)
        secret = () if "--secret" in words else ("--secret", ":empty")
        done = self.run(
            *("notifications", group, verb, name, file, "--config-map", config),
            *secret,
            *words,
        )
        # What went wrong is told, but the exit code is 0.
        assert "failed to" not in done.stderr, done.stderr
        assert 0 == done.returncode, done.stderr
        return done.stdout
