"""Effects as a pipeline's job would run them, each with a clone of its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from local.git_repository import Hosted
from local.git_server import GitServer
from pipeline.core.environments.decision import Intent, Nothing
from pipeline.core.project.environment import Environment
from pipeline.writer import branch
from pipeline.writer.attempt import Landed
from pipeline.writer.git.command import Step, unwatched
from pipeline.writer.git.commit import Author
from pipeline.writer.git.remote import Remote
from pipeline.writer.landing import Patience, land
from pipeline.writer.snapshot import Needs

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROBOT = Author("Pipeline", "pipeline@shop.example", AT)
QUICK = Patience(tries=3, first=0.001, longest=0.01)
STUBBORN = Patience(tries=200, first=0.02, longest=2.0)
TOKEN = "a-token-that-nobody-may-see"
ANYWHERE = Needs(writes=tuple(Environment))


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody with an address, a token and patience."""

    remote: Remote
    patience: Patience = QUICK
    needs: Needs = ANYWHERE
    given: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    author: Author = ROBOT
    step: Step = unwatched

    def do(self, intent: Intent) -> Landed | Nothing:
        """Land an intent."""
        opened = branch.opened(
            self.remote, self.needs, self.author, self.given, self.step
        )
        with opened as there:
            return land(there, intent, self.patience)

    def at(self, **changes: object) -> "Writer":
        """Return the same with another remote."""
        remote = replace(self.remote, **changes)  # type: ignore[arg-type]  # its fields
        return replace(self, remote=remote)


@dataclass(frozen=True, slots=True)
class Shop:
    """A repository on a running server, and a writer who may write there."""

    server: GitServer
    name: str
    hosted: Hosted

    @property
    def url(self) -> str:
        """Its address."""
        return self.server.address(self.name)

    @property
    def writer(self) -> Writer:
        """Return somebody with a valid token."""
        return Writer(Remote(self.url, token=TOKEN, seconds=30.0))
