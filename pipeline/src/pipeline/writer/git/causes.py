"""Classify git's errors: the cause, whether a retry helps, what to do."""

import re
from dataclasses import dataclass
from typing import Final

from pipeline.writer.errors import GitBusy, GitFailed


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of failure, told by what git or ssh print. No advice: it may pass."""

    words: str
    what: str
    advice: str = ""


TOKEN: Final = "give a token that is valid and may write to this repository"
# Addresses, refs, quoted and dotted words are names: whatever is in them is no cause.
NAMES: Final = re.compile(
    r"\w+://[^\s']+|refs/\S+|(?<!\w)'[^'\n]*'|\"[^\"\n]*\"|[\w-]+(?:\.[\w-]+)+"
)
# The first that matches counts.
CAUSES: Final = (
    Cause(
        r"No space left on device|Disk quota exceeded",
        "no space is left on the disk",
        "make room in the temporary folder",
    ),
    Cause(
        r"Read-only file system|Permission denied\s*$|cannot mkdir",
        "the temporary folder cannot be written",
        "set TMPDIR to a folder that can",
    ),
    Cause(
        r"Authentication failed|could not read (?:Username|Password)",
        "the remote does not accept the token, which may have expired",
        TOKEN,
    ),
    Cause(
        r"returned error: 403|Permission to .* denied|access .* not granted|READ-ONLY",
        "the token may not do this",
        TOKEN,
    ),
    Cause(
        r"returned error: 3\d\d|url base from redirection",
        "the remote sends us to another address, which a token must not follow",
        "give the address where the repository is now",
    ),
    Cause(
        r"certificate verif|certificate problem|self[- ]signed|issuer certificate"
        r"|error setting certificate|alternative certificate|certificate subject name"
        r"|certificate has expired",
        "the server's certificate is not trusted",
        "set GIT_SSL_CAINFO to the authority's file, if it is yours",
    ),
    Cause(
        r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server's host key is not one of the known ones",
        "put the right host key into the file of known hosts",
    ),
    Cause(
        r"UNPROTECTED PRIVATE KEY|bad permissions",
        "others can read the file of the SSH key",
        "give it mode 600",
    ),
    Cause(
        r"Permission denied \(|Load key|Too many authentication",
        "the server does not accept the SSH key",
        "give a key that may write to this repository",
    ),
    Cause(
        r"couldn't find remote ref|Remote branch .* not found",
        "the branch does not exist there",
        "name a branch that does, or push its first commit",
    ),
    Cause(
        r"repository .* not found|Repository not found|returned error: 404"
        r"|not appear to be a git repository|Could not find repository",
        "there is no such repository, or the token does not show it",
        "check the address and the token",
    ),
    Cause(
        r"not valid: is this a git repository|invalid server response|bad line length"
        r"|expected .*, got|protocol error",
        "what answers there does not speak Git",
        "check the address: it is the one that 'git clone' takes",
    ),
    Cause(
        r"transport '.*' not allowed|Unsupported protocol|not supported",
        "the address has a scheme that is not allowed",
        "give one of https, http, ssh",
    ),
    Cause(
        r"failed to write commit object|load (?:public )?key|ssh-keygen|gpg failed",
        "the commit could not be signed",
        "give an SSH key without a passphrase in OpenSSH's format",
    ),
    Cause(r"timed out|Timeout|too slow", "it took too long"),
    Cause(r"Could not resolve|Name or service", "the host's name is not known"),
    Cause(
        r"Failed to connect|Connection refused|No route|Network is unreachable",
        "the remote cannot be reached",
    ),
    Cause(
        r"hung up|early EOF|Empty reply|reset by peer|RPC failed|Broken pipe"
        r"|transfer closed|disconnect|Recv failure|Connection closed|Couldn't connect"
        # GnuTLS, then OpenSSL: the end of a connection that nobody announced.
        r"|TLS connection was non-properly|GnuTLS \w+ error|gnutls_handshake"
        r"|unexpected eof|SSL_(?:read|write|connect|ERROR_\w+)",
        "the connection was lost",
    ),
    Cause(r"returned error: (?:5\d\d|429)", "the server is busy or broken"),
)


def cause(said: str) -> Cause | None:
    """Recognise what git said."""
    ours = own(said)
    for each in CAUSES:
        if re.search(each.words, ours, re.IGNORECASE | re.MULTILINE):
            return each
    return None


def own(said: str) -> str:
    """Leave out the lines that come from the server: its troubles are not ours."""
    lines = (line for line in said.splitlines() if not line.startswith("remote:"))
    return NAMES.sub("there", "\n".join(lines))


def failure(to: str, said: str) -> GitFailed:
    """Word a failure: whether it may pass is told by its class."""
    found = cause(said)
    last = (said.strip().splitlines() or ["no word"])[-1].strip()[:300]
    if found is None:
        return GitFailed(f"could not {to}: git says '{last}'; fix that, run it again")
    advice = found.advice or "run it again later"
    message = f"could not {to}: {found.what} ('{last}'); {advice}"
    return GitFailed(message) if found.advice else GitBusy(message)


def definite(said: str) -> bool:
    """Say whether a push that failed like this cannot have landed."""
    found = cause(said)
    return found is not None and bool(found.advice)
