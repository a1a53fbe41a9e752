"""A real Git server over HTTP: lighttpd before git's own http-backend."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from local import ports
from local.debian import Executable, Program, find
from local.git_repository import Hosted
from local.process import Process

LIGHTTPD = Program("lighttpd", ("lighttpd",), "usr/sbin/lighttpd")
MODULES = ("lib/lighttpd", "usr/lib/lighttpd")
USER = "x-access-token"
CONFIGURATION = """\
server.port = {port}
server.bind = "{host}"
server.document-root = "{folder}/empty"
server.upload-dirs = ("{folder}/uploads")
server.errorlog = "{folder}/error.log"
server.modules = ("mod_alias", "mod_auth", "mod_authn_file", "mod_cgi", "mod_setenv")
alias.url = ("/" => "{backend}/")
cgi.assign = ("" => "")
setenv.set-environment = (
  "GIT_PROJECT_ROOT" => "{folder}/repositories",
  "GIT_HTTP_EXPORT_ALL" => "1",
  "GIT_CONFIG_NOSYSTEM" => "1",
  "PATH" => "/usr/local/bin:/usr/bin:/bin"
)
auth.backend = "plain"
auth.backend.plain.userfile = "{folder}/tokens"
auth.require = ("/" => (
  "method" => "basic", "realm" => "git", "require" => "valid-user"
))
"""


@dataclass(frozen=True, slots=True)
class GitServer:
    """A server of the repositories in a folder, on a port of this machine only.

    Other machines within this one reach it at the address of their link, as *host*.
    """

    folder: Path
    port: int
    host: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}"

    @property
    def process(self) -> Process:
        """The server's process."""
        return Process("git-server", self.folder)

    def start(self) -> None:
        """Start it and wait until it answers; Missing where it is not to be had."""
        if self.process.pid() is not None:
            return
        ports.need_free(self.port, "the Git server", "GIT_PORT")
        server = find(LIGHTTPD)
        for name in ("empty", "uploads", "repositories"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "tokens").touch(mode=0o600)
        file = self.folder / "lighttpd.conf"
        file.write_text(self._configuration())
        words = [server.path, "-D", "-f", file, *_modules(server)]
        self.process.start(words, server.env)
        self.process.wait_until(lambda: ports.answers(self.port, self.host))

    def _configuration(self) -> str:
        found = subprocess.run(
            ["git", "--exec-path"], capture_output=True, text=True, check=True
        )
        backend = f"{found.stdout.strip()}/git-http-backend"
        return CONFIGURATION.format(
            host=self.host, port=self.port, folder=self.folder, backend=backend
        )

    def stop(self) -> bool:
        """End it in order; say whether it ran."""
        return self.process.stop()

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()

    def add(self, name: str, branch: str = "main") -> Hosted:
        """Make an empty repository."""
        return Hosted.make(self.folder / "repositories" / f"{name}.git", branch)

    def address(self, name: str) -> str:
        """Return the URL of a repository, without any token."""
        return f"{self.url}/{name}.git"

    def allow(self, token: str, user: str = USER) -> None:
        """Let those in who have this token; one token a user."""
        self._write({**self._tokens(), user: token})

    def expire(self, user: str = USER) -> None:
        """Take a user's token back. The server reads them at each request."""
        left = {name: token for name, token in self._tokens().items() if name != user}
        self._write(left)

    def _tokens(self) -> dict[str, str]:
        lines = (self.folder / "tokens").read_text().splitlines()
        return dict(line.split(":", 1) for line in lines)

    def _write(self, tokens: dict[str, str]) -> None:
        lines = (f"{user}:{token}\n" for user, token in tokens.items())
        # At once: a half-written file would turn everybody away.
        fresh = self.folder / "tokens.new"
        fresh.write_text("".join(lines))
        fresh.replace(self.folder / "tokens")


def _modules(server: Executable) -> list[str]:
    """Say where its modules are, when it was unpacked rather than installed."""
    root = server.path.parent.parent
    folders = [root / each for each in MODULES if (root / each).is_dir()]
    return [word for each in folders[:1] for word in ("-m", str(each))]
