"""What the story happens on: a cluster, and a repository that it follows."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cluster import road as roads
from cluster.cluster import Cluster
from cluster.given import NAME
from cluster.repository import Repository
from cluster.road import Road
from demo.ground import ROOT, git, registry
from engine.pushing import Access
from engine.up import ready
from local import ports


@dataclass(frozen=True, slots=True)
class Workshop:
    """A cluster, and a folder to work in; it took *seconds* to be ready."""

    cluster: Cluster
    folder: Path
    registry: Access
    seconds: float

    @property
    def source(self) -> Path:
        """This repository's newest commit: what is built and tested."""
        return self.folder / "source"

    @property
    def images(self) -> Repository:
        """The images of the service, where they are pushed to."""
        return Repository(self.registry.port, NAME, self.registry.header)


@dataclass(frozen=True, slots=True)
class Ground:
    """A workshop whose cluster follows a repository."""

    workshop: Workshop
    road: Road

    @property
    def cluster(self) -> Cluster:
        """The cluster."""
        return self.workshop.cluster

    @property
    def checkout(self) -> Path:
        """The branch that the cluster follows: the source, fitted to it."""
        return self.workshop.folder / "work"

    def pull(self) -> None:
        """Bring the checkout to what the server has."""
        git(self.checkout, "pull", "--quiet", "--rebase", self._remote, "main")

    def commit(self, files: Mapping[str, str], subject: str) -> str:
        """Write files and push the commit, as a developer would; return it."""
        self.pull()
        for name, text in files.items():
            (self.checkout / name).write_text(text)
        git(self.checkout, "commit", "--quiet", "--all", f"--message={subject}")
        git(self.checkout, "push", "--quiet", self._remote, "HEAD:main")
        return git(self.checkout, "rev-parse", "HEAD")

    @property
    def _remote(self) -> str:
        return str(self.road.hosted.path)


@contextmanager
def workshop() -> Iterator[Workshop]:
    """Start the cluster, which goes on afterwards; remove the folder in the end."""
    cluster = Cluster.of(dict(os.environ))
    ready(cluster.layout, os.environ)
    beginning = time.monotonic()
    cluster.start()
    seconds = time.monotonic() - beginning
    with TemporaryDirectory(prefix="demo-") as name:
        git(Path(name), "clone", "--quiet", "--no-local", str(ROOT), "source")
        yield Workshop(cluster, Path(name), registry(), seconds)


@contextmanager
def followed(there: Workshop, digest: str) -> Iterator[Ground]:
    """Let the cluster follow the source, with a release in each environment."""
    road = roads.built(there.cluster, there.folder, ports.free(), digest)
    try:
        road.install()
        yield Ground(there, road)
    finally:
        road.remove()
