"""The remote repository: its address and credentials."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from pipeline.writer.git.address import SCHEMES, check_address, check_branch
from pipeline.writer.git.command import USER

# What a network may ask for: a proxy, an authority of its own.
PASSED: Final = (
    *("PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"),
    *("http_proxy", "https_proxy", "no_proxy"),
    *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
)
# printf is the shell's own: the token is no argument of any process.
HELPER: Final = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n"'
    ' "$DELIVERY_USER" "$DELIVERY_TOKEN"; }; f'
)
SSH: Final = (
    *("-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"),
    *("-o", "GlobalKnownHostsFile=/dev/null", "-o", "IdentityAgent=none"),
    *("-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=20"),
)


@dataclass(frozen=True, slots=True)
class Remote:
    """An address without secrets, a branch, and paths of keys where there are any.

    *seconds* is the longest that one exchange with the server may take. *plain* says
    that nobody else is on the way, so that http will do.
    """

    url: str
    branch: str = "main"
    token: str = field(default="", repr=False)
    user: str = USER
    ssh_key: str = ""
    known_hosts: str = ""
    signing_key: str = ""
    seconds: float = 300.0
    plain: bool = False

    def __post_init__(self) -> None:
        """Refuse what could leak a secret, or be taken for an option."""
        check_address(self.url, plain=self.plain)
        check_branch(self.branch)

    @property
    def ref(self) -> str:
        """The branch's full name."""
        return f"refs/heads/{self.branch}"

    def settings(self) -> dict[str, str]:
        """Return git's configuration: all of it, nothing is read from the machine."""
        host = f"{urlsplit(self.url).scheme}://{urlsplit(self.url).netloc}"
        wanted = {
            "remote.origin.url": self.url,
            "core.hooksPath": "/dev/null",
            "credential.helper": "",
            "http.followRedirects": "false",
            "gc.auto": "0",
            "maintenance.auto": "false",
            "gpg.format": "ssh",
        }
        if self.token:
            # Only for this host: nobody else gets to see the token.
            wanted[f"credential.{host}.helper"] = HELPER
        if self.signing_key:
            wanted["user.signingKey"] = self.signing_key
        return wanted

    def environment(self, home: str, given: Mapping[str, str]) -> dict[str, str]:
        """Return every variable that git gets."""
        settings = self.settings()
        pairs = enumerate(settings.items())
        configured = {
            f"GIT_CONFIG_{kind}_{number}": value
            for number, pair in pairs
            for kind, value in zip(("KEY", "VALUE"), pair, strict=True)
        }
        return {
            **{name: given[name] for name in PASSED if name in given},
            **{"HOME": home, "LC_ALL": "C", "GIT_DIR": home, "TZ": "UTC"},
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": ":".join(SCHEMES),
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_SSH_COMMAND": self._ssh(),
            "GIT_SSH_VARIANT": "ssh",
            "DELIVERY_USER": self.user,
            "DELIVERY_TOKEN": self.token,
            "GIT_CONFIG_COUNT": str(len(settings)),
            **configured,
        }

    def _ssh(self) -> str:
        key = ("-i", self.ssh_key) if self.ssh_key else ()
        hosts = f"UserKnownHostsFile={self.known_hosts or '/dev/null'}"
        return shlex.join(("ssh", *SSH, "-o", hosts, *key))
