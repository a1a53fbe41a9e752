"""Refuse addresses that would leak a secret, and names that are no branch."""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from pipeline.core.errors import Refused

SCHEMES: Final = ("https", "http", "ssh")
SCP: Final = re.compile(r"(?:[\w.-]+@)?[\w.-]+:(?!//)\S+", re.ASCII)
# What git-check-ref-format(1) forbids, and what git takes for an option.
NO_BRANCH: Final = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/]|[/.]$|(?:^|/)\.|\.lock(?:/|$)|^@?$"
)


def check_address(url: str, *, plain: bool) -> None:
    """Refuse what has a secret in it, is no address, or goes over a plain network."""
    there = _split(url)
    if there and (there.password is not None or _is_token(there)):
        what = "a password" if there.password is not None else "a user"
        raise Refused(
            f"could not use the remote's address: it has {what} in it, which process"
            " lists and logs would show; give the token on its own"
        )
    scheme = there.scheme if there else "ssh"
    if scheme not in SCHEMES or not (there or SCP.fullmatch(url)):
        raise Refused(
            f"could not use remote '{url}': it is no address of a Git server;"
            f" write it as {', '.join(f'{each}://...' for each in SCHEMES)}"
        )
    if there and scheme == "http" and not (plain or _is_here(there.hostname or "")):
        raise Refused(
            f"could not use remote '{url}': everybody on the way could read the token"
            " and change what is read; give it as https://..., or --plain-http where"
            " nobody is"
        )


def check_branch(branch: str) -> None:
    """Refuse what is no branch's name."""
    if NO_BRANCH.search(branch):
        raise Refused(
            f"could not use branch '{branch}': it is no name of a branch;"
            " write it without refs/heads/"
        )


def _split(url: str) -> SplitResult | None:
    if "://" not in url:
        return None
    try:
        split = urlsplit(url)
        split.port  # noqa: B018  # it is read when it is asked for
    except ValueError:
        return SplitResult("", "", "", "", "")
    return split


def _is_token(there: SplitResult) -> bool:
    """Say whether there is a user: over HTTP that is where people put tokens."""
    return there.scheme in ("http", "https") and there.username is not None


def _is_here(host: str) -> bool:
    """Say whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
