"""A real SSH server that serves a Git server's repositories: OpenSSH's sshd."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from local import ports
from local.debian import Program, find
from local.process import Process

SSHD = Program("sshd", ("openssh-server",), "usr/sbin/sshd")
CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
"""
# It wants a user of its own, whom only an installed package would have made.
USER = "sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n"
ALONE = 'mount --bind "$1" /etc/passwd; mkdir -p /run/sshd; shift; exec "$@"'


@dataclass(frozen=True, slots=True)
class SshServer:
    """A server on a port of this machine only, for the user who starts it: root."""

    folder: Path
    port: int

    @property
    def process(self) -> Process:
        """The server's process."""
        return Process("sshd", self.folder)

    @property
    def known_hosts(self) -> Path:
        """The file by which its host key is known."""
        return self.folder / "known_hosts"

    def start(self) -> None:
        """Start it and wait until it answers; Missing where it is not to be had."""
        server = find(SSHD)
        self.folder.mkdir(parents=True, exist_ok=True)
        public = key(self.folder / "host")
        self.known_hosts.write_text(f"[127.0.0.1]:{self.port} {public}\n")
        (self.folder / "authorized").touch()
        users = self.folder / "passwd"
        users.write_text(Path("/etc/passwd").read_text() + USER)
        file = self.folder / "sshd_config"
        file.write_text(CONFIGURATION.format(port=self.port, folder=self.folder))
        alone = ["unshare", "--mount", "sh", "-ec", ALONE, "sh", users]
        self.process.start([*alone, server.path, "-D", "-e", "-f", file], server.env)
        self.process.wait_until(lambda: ports.answers(self.port))

    def stop(self) -> bool:
        """End it in order; say whether it ran."""
        return self.process.stop()

    def allow(self, public: str) -> None:
        """Let those in who have the other half of a key, and nobody else."""
        (self.folder / "authorized").write_text(f"{public}\n")

    def address(self, repository: Path) -> str:
        """Return the URL of a repository, wherever it is."""
        return f"ssh://root@127.0.0.1:{self.port}{repository}"


def possible() -> bool:
    """Say whether this user may start one."""
    return os.geteuid() == 0


def key(file: Path) -> str:
    """Make a key without a passphrase, and return its public half."""
    make = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file))
    subprocess.run(make, check=True)
    return file.with_suffix(".pub").read_text().strip()
