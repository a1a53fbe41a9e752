"""A client of a cluster: kubectl, and a configuration that may do everything."""

import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from cluster.errors import ClusterError


class Client(ABC):
    """Run kubectl against a cluster."""

    __slots__ = ()

    @property
    @abstractmethod
    def program(self) -> Path:
        """The kubectl to run."""

    @property
    @abstractmethod
    def kubeconfig(self) -> Path:
        """The configuration of a user who may do everything."""

    def kubectl(
        self, *words: str, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run kubectl as the administrator."""
        return subprocess.run(
            [self.program, *words],
            env={**os.environ, "KUBECONFIG": str(self.kubeconfig)},
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *words: str, stdin: str | None = None) -> str:
        """Run kubectl; ClusterError with its message where it fails."""
        ran = self.kubectl(*words, stdin=stdin)
        if ran.returncode != 0:
            raise ClusterError(f"could not run 'kubectl {words[0]}': {ran.stderr}")
        return ran.stdout

    def apply(self, *documents: str | Path, within: str | None = None) -> None:
        """Apply manifests, files or texts; *within* is for those without namespace."""
        where = () if within is None else (f"--namespace={within}",)
        how = ("--server-side", "--force-conflicts", *where)
        for document in documents:
            name = "-" if isinstance(document, str) else str(document)
            text = document if isinstance(document, str) else None
            self.done("apply", *how, f"--filename={name}", stdin=text)


@dataclass(frozen=True, slots=True)
class Existing(Client):
    """A cluster that somebody else has started, such as one of kind."""

    program: Path
    kubeconfig: Path


def existing(kubeconfig: str) -> Existing:
    """Return a cluster by its configuration; ClusterError if it does not answer."""
    found = shutil.which("kubectl")
    if found is None:
        raise ClusterError("could not find kubectl on the PATH: install it")
    client = Existing(Path(found), Path(kubeconfig).expanduser())
    if not client.kubeconfig.is_file():
        raise ClusterError(
            f"could not read '{kubeconfig}': it is no file; name a KUBECONFIG"
        )
    client.done("get", "--raw=/readyz")
    return client
