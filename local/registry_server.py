"""A real registry that asks for a password, on a port of this machine only."""

from dataclasses import dataclass
from pathlib import Path

from engine import registry
from local import ports
from local.debian import Program, find
from local.process import Process

REGISTRY = Program("docker-registry", ("docker-registry",), "usr/bin/docker-registry")
USER = "pipeline"
PASSWORD = "opens-the-registry"
# The same password, as htpasswd writes it.
HASHED = "$2b$05$d9eMMkBZVELUAQu4TldFWeC5BpEGaRu2m3Te.ElDOyVvU1HSE6q1C"
CONFIGURATION = """\
version: 0.1
log: {{level: warn}}
storage: {{filesystem: {{rootdirectory: "{folder}/images"}}}}
http: {{addr: "127.0.0.1:{port}"}}
auth: {{htpasswd: {{realm: registry, path: "{folder}/htpasswd"}}}}
"""


@dataclass(frozen=True, slots=True)
class RegistryServer:
    """A registry whose images lie in a folder."""

    folder: Path
    port: int

    @property
    def process(self) -> Process:
        """The registry's process."""
        return Process("registry", self.folder)

    def start(self) -> None:
        """Start it and wait until it answers; Missing where it is not to be had."""
        ports.need_free(self.port, "the registry", "REGISTRY_PORT")
        program = find(REGISTRY)
        (self.folder / "htpasswd").write_text(f"{USER}:{HASHED}\n")
        file = self.folder / "registry.yml"
        file.write_text(CONFIGURATION.format(port=self.port, folder=self.folder))
        self.process.start([program.path, "serve", file], program.env)
        self.process.wait_until(lambda: registry.answers(self.port, 401))

    def stop(self) -> bool:
        """End it in order; say whether it ran."""
        return self.process.stop()
