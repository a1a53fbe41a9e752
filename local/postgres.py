"""A real PostgreSQL, as a plain process."""

import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from engine.command import run
from local.controlled import Controlled
from local.debian import Executable, Program, find
from local.errors import LocalError
from local.ports import need_free
from local.process import Process, rights

POSTGRES = Program(
    "postgres", ("postgresql",), "usr/lib/postgresql/*/bin/postgres", about=30
)
DEBIAN = Path("/usr/lib/postgresql")
OWNER = "ledger"
INITDB = ("-U", OWNER, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
# Nothing is lost when only the process is killed; it is when the machine is.
FAST = ("fsync=off", "full_page_writes=off")
# The longest path a socket's address can hold, with the socket's own name.
SOCKET_LIMIT = 107 - len("/.s.PGSQL.65535.lock")


@dataclass(frozen=True, slots=True)
class Postgres(Controlled):
    """A PostgreSQL in a folder, on a port of this machine only, for its user."""

    folder: Path
    port: int
    fsync: bool = True
    outlives: bool = False

    @property
    def process(self) -> Process:
        """The server's process."""
        # The "fast" end: the gentle one waits for every client to leave.
        return Process("postgres", self.folder, self.outlives, signal.SIGINT)

    @property
    def data(self) -> Path:
        """Where the server keeps everything."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """The address of its first database."""
        return self.url_of(OWNER)

    def url_of(self, name: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        if self.process.pid() is not None:
            return
        need_free(self.port, "postgres", "POSTGRES_PORT")
        server = executable()
        self._initialise(server)
        self.process.start(
            [server.path, "-D", self.data, *self._options()], server.env, user=_user()
        )
        self.process.wait_until(self.answers)
        self.create(OWNER)

    def _options(self) -> list[str]:
        sockets = self.folder if len(str(self.folder)) <= SOCKET_LIMIT else ""
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={sockets}",
            *(() if self.fsync else FAST),
        )
        return [word for setting in settings for word in ("-c", setting)]

    def _initialise(self, server: Executable) -> None:
        """Make the server's files unless they are all there."""
        if self.data.exists():
            return
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        user = _user()
        if user is not None:
            os.chown(self.folder, user, user)
            os.chown(unfinished, user, user)
        initdb = [server.path.with_name("initdb"), "-D", unfinished, *INITDB]
        log = self.folder / "initdb.log"
        command = [*rights(user), *initdb]
        run(command, log, "make a database", env=server.env, cwd=self.folder)
        unfinished.rename(self.data)

    def answers(self) -> bool:
        """Say whether it runs a query."""
        return self._psql("select 1").returncode == 0

    def create(self, name: str) -> str:
        """Make an empty database unless there is one of that name; return its URL."""
        query = f"select count(*) from pg_database where datname = '{name}'"
        if self._execute(query) == "0":
            self._execute(f'create database "{name}"')
        return self.url_of(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever uses it."""
        self._execute(f'drop database if exists "{name}" with (force)')

    def _execute(self, statement: str) -> str:
        done = self._psql(statement)
        if done.returncode != 0:
            raise LocalError(
                f"could not run '{statement}': {done.stderr.strip()};"
                f" see {self.process.log}"
            )
        return done.stdout.strip()

    def _psql(self, statement: str) -> subprocess.CompletedProcess[str]:
        server = executable()
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER, "-d", "postgres"]
        return subprocess.run(
            [server.path.with_name("psql"), "-XAt", *where, "-c", statement],
            env={**server.env, "PGCONNECT_TIMEOUT": "5"},
            capture_output=True,
            text=True,
            check=False,
        )


def executable() -> Executable:
    """Return the server; initdb and psql lie beside it."""
    # Debian keeps the servers of several versions, none of them on the PATH.
    installed = DEBIAN.glob("*/bin/postgres")
    by_version = sorted(installed, key=lambda path: float(path.parts[-3]))
    if by_version:
        return Executable(by_version[-1], dict(os.environ))
    return find(POSTGRES)


def _user() -> int | None:
    """Return whom to run it as: as root it does not start."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
