"""A service's repository, and `publish` and `record` called on it."""

import http.client
import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from local.registry_server import PASSWORD, USER, RegistryServer
from tests.engines import ROOT, TIMEOUT, dagger

COSIGN = "container | from ghcr.io/sigstore/cosign/cosign:v2.6.5"
KEY_PASSWORD = "opens-the-key"
AUTHOR = {
    "GIT_AUTHOR_NAME": "shop",
    "GIT_AUTHOR_EMAIL": "shop@localhost",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "shop",
    "GIT_COMMITTER_EMAIL": "shop@localhost",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}
ACCEPT = "application/vnd.oci.image.manifest.v1+json"


@dataclass(frozen=True, slots=True)
class Shop:
    """A checkout, the registry that it publishes to, and a key to sign with."""

    folder: Path
    registry: RegistryServer
    key: Path
    name: str = "shop"

    @property
    def repository(self) -> str:
        """What the registry is called from inside the engine."""
        return f"registry:{self.registry.port}/{self.name}"

    @property
    def signer(self) -> tuple[str, ...]:
        """The options that sign."""
        return (f"--key=file://{self.key}", "--key-password=env:KEY_PASSWORD")

    def commit(self) -> None:
        """Commit all that is there, always at the same time."""
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
            environment = {**os.environ, **AUTHOR}
            subprocess.run(
                ["git", *words], cwd=self.folder, env=environment, check=True
            )

    def publish(self, *words: str, **secrets: str) -> CompletedProcess[str]:
        """Call `publish` as the registry's user; *secrets* replace what is right."""
        options = (
            f"--repository={self.repository}",
            f"--server=tcp://127.0.0.1:{self.registry.port}",
            f"--username={USER}",
            "--password=env:PASSWORD",
        )
        right = {"PASSWORD": PASSWORD, "KEY_PASSWORD": KEY_PASSWORD}
        return self.call("publish", *options, *words, secrets=right | secrets)

    def archive(self, path: Path) -> Path:
        """Export the image as an archive."""
        words = ("call", "image-archive", f"--source={self.folder}", "export")
        done = dagger("--silent", *words, f"--path={path}")
        assert 0 == done.returncode, done.stderr
        return path

    def call(
        self, function: str, *words: str, secrets: dict[str, str] | None = None
    ) -> CompletedProcess[str]:
        """Call a function of the pipeline on the checkout."""
        command = (sys.executable, "-m", "engine", "exec", "dagger", "--progress=plain")
        source = (f"--source={self.folder}", f"--git={self.folder}/.git")
        return subprocess.run(
            [*command, "call", function, *source, *words],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1", **(secrets or {})},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )

    def digest(self, reference: str) -> str | None:
        """Ask the registry, without the pipeline, which digest a name has."""
        connection = http.client.HTTPConnection("127.0.0.1", self.registry.port)
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {"Accept": ACCEPT, "Authorization": f"Basic {login}"}
        path = f"/v2/{self.name}/manifests/{reference}"
        connection.request("HEAD", path, headers=headers)
        answer = connection.getresponse()
        connection.close()
        return answer.headers["Docker-Content-Digest"] if answer.status == 200 else None

    def statement(self, image: str, kind: str, key: Path) -> dict[str, Any]:
        """Return the one statement of a kind that the key has signed."""
        words = ("verify-attestation", f"--type={kind}", image)
        # Its notes on standard error may come in the middle of a long line.
        said = self.cosign(*words, key=key, output="stdout")
        lines = said.stdout.splitlines()
        (line,) = [line for line in lines if line.startswith('{"payload')]
        found: dict[str, Any] = json.loads(b64decode(json.loads(line)["payload"]))
        return found

    def cosign(
        self, *words: str, key: Path, output: str = "combined-output"
    ) -> CompletedProcess[str]:
        """Run cosign as anybody who knows the public key, and the registry."""
        login = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        config = (
            f'{{"auths": {{"registry:{self.registry.port}": {{"auth": "{login}"}}}}}}'
        )
        options = ("--insecure-ignore-tlog", "--allow-http-registry")
        line = " ".join((*words, *options, "--allow-insecure-registry"))
        script = (
            f"{COSIGN} | with-new-file /home/nonroot/.docker/config.json '{config}' | "
            f"with-mounted-file /key.pub {key} | "
            f"with-service-binding registry tcp://127.0.0.1:{self.registry.port} | "
            f"with-exec --use-entrypoint --expect=ANY -- {line} --key=/key.pub | "
            f"{output}"
        )
        command = (sys.executable, "-m", "engine", "exec", "dagger", "--silent")
        return subprocess.run(
            [*command, "--no-mod", "-c", script],
            cwd="/",
            env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
