"""What the story happens on: a Git server, a registry and a checkout."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine import pushing
from engine.errors import EngineError
from engine.layout import Layout
from engine.pushing import Access
from engine.up import ready
from local import ports
from local.git_server import GitServer

ROOT = Path(__file__).parents[1]
NAME = "ledger"
DEVELOPER = ("-c", "user.name=Ada", "-c", "user.email=ada@localhost")


@dataclass(frozen=True, slots=True)
class Ground:
    """A checkout of a repository on a server, and where images are pushed to."""

    checkout: Path
    server: GitServer
    token: str
    registry: Access

    def commit(self, file: str, old: str, new: str, subject: str) -> None:
        """Change a file, as a developer would, and push the commit."""
        path = self.checkout / file
        text = path.read_text()
        if old not in text:
            raise EngineError(
                f"could not change '{file}': it lacks '{old}'; fix demo/story.py"
            )
        path.write_text(text.replace(old, new))
        self.git("commit", "--quiet", "--all", f"--message={subject}")
        self.push()

    def push(self) -> None:
        """Bring the checkout's commits to the server, on top of what is there."""
        self.git("pull", "--quiet", "--rebase", "origin", "main")
        self.git("push", "--quiet", "origin", "HEAD:main")

    def git(self, *words: str) -> str:
        """Run git in the checkout."""
        return git(self.checkout, *words)


@contextmanager
def ground() -> Iterator[Ground]:
    """Start all that is needed; stop and remove it in the end."""
    ready(Layout.of(dict(os.environ)), os.environ)
    with TemporaryDirectory(prefix="demo-") as name:
        folder = Path(name)
        server = GitServer(folder / "server", ports.free())
        server.start()
        try:
            yield _checked_out(folder, server)
        finally:
            server.stop()


def _checked_out(folder: Path, server: GitServer) -> Ground:
    token = secrets.token_hex(16)
    server.allow(token)
    server.add(NAME)
    checkout = folder / "checkout"
    git(folder, "clone", "--quiet", "--no-local", str(ROOT), str(checkout))
    address = server.address(NAME).replace("//", f"//x-access-token:{token}@")
    there = Ground(checkout, server, token, registry())
    there.git("remote", "set-url", "origin", address)
    there.git("push", "--quiet", "origin", "HEAD:main")
    return there


def registry() -> Access:
    """Return where images are pushed to: into the registry that the engine has."""
    return pushing.opened(Layout.of(dict(os.environ)))


def publishing(access: Access, name: str) -> tuple[str, ...]:
    """Return the options of `publish`; the password is in the variable PUSHING."""
    return (
        f"--repository=registry:{access.port}/{name}",
        f"--server=tcp://127.0.0.1:{access.port}",
        f"--username={pushing.USER}",
        "--password=env:PUSHING",
    )


def git(folder: Path, *words: str) -> str:
    """Run git as the developer of this story."""
    done = subprocess.run(
        ["git", *DEVELOPER, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(f"could not run 'git {words[0]}': {done.stderr.strip()}")
    return done.stdout.strip()
