"""Are the words of different servers understood when they turn a push away?"""

from pathlib import Path

import pytest

from pipeline.writer.errors import (
    Forbidden,
    GitBusy,
    GitFailed,
    Raced,
    Rejected,
    Unknown,
)
from pipeline.writer.git import causes
from pipeline.writer.git.command import Done, Git
from pipeline.writer.git.pushing import failure
from pipeline.writer.git.remote import Remote

REMOTE = Remote("https://git.example/shop.git")
LOST = (
    "error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\n"
    "send-pack: unexpected disconnect while reading sideband packet\n"
    "fatal: the remote end hung up unexpectedly\n"
)
RULES = "remote: error: GH013: Repository rule violations found for refs/heads/main.\n"
FORBIDDEN = (
    "fatal: unable to access 'https://x/': The requested URL returned error: 403"
)
TLS = "fatal: unable to access 'https://x/': "
GNUTLS = "GnuTLS recv error (-110): The TLS connection was non-properly terminated."
OPENSSL = "OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading"
SYSCALL = "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to x:443"
UNTRUSTED = (
    "server certificate verification failed. CAfile: none CRLfile: none",
    "SSL certificate problem: unable to get local issuer certificate",
    "SSL: no alternative certificate subject name matches target host name 'x'",
    "error setting certificate verify locations:  CAfile: /nowhere CApath: none",
)
GONE = "fatal: unable to access 'https://tls.example/': Could not resolve host: x"
SAID = "remote: No space left on device\nfatal: the remote end hung up unexpectedly"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param("[rejected] (stale info)", Rejected, id="git: lease"),
        pytest.param("[rejected] (fetch first)", Rejected, id="git: behind"),
        pytest.param(
            "[remote rejected] (cannot lock ref 'main': is at 1 but expected 2)",
            *(Raced,),
            id="git: lock",
        ),
        pytest.param(
            "[remote rejected] (failed to update ref)", Raced, id="git: update"
        ),
        pytest.param(
            "[remote rejected] (incorrect old value provided)",
            Raced,
            id="git: old value",
        ),
        pytest.param("[remote rejected] (failed to lock)", Raced, id="JGit: lock"),
        pytest.param(
            "[remote failure] (remote failed to report status)", Unknown, id="no report"
        ),
        pytest.param(
            "[remote rejected] (Internal Server Error)", GitBusy, id="hosts: broken"
        ),
        pytest.param(
            "[remote rejected] (protected branch hook declined)",
            Forbidden,
            id="GitHub: protected",
        ),
        pytest.param(
            "[remote rejected] (push declined due to repository rule violations)",
            Forbidden,
            id="GitHub: rules",
        ),
        pytest.param(
            "[remote rejected] (pre-receive hook declined)",
            Forbidden,
            id="GitLab: hook",
        ),
        pytest.param(
            "[remote rejected] (prohibited by Gerrit: not permitted)",
            Forbidden,
            id="Gerrit: not permitted",
        ),
        pytest.param(
            "[remote rejected] (TF401028: The reference has already been updated)",
            *(Forbidden,),
            id="Azure: whether others were first, the branch tells",
        ),
        pytest.param(
            "[remote rejected] (reference-transaction hook declined)",
            *(Forbidden,),
            id="git: a hook with a telling name",
        ),
        pytest.param("[rejected] (new words)", Rejected, id="git: any of its own"),
    ],
)
def test_an_answer_is_understood(answer: str, kind: type[GitFailed]) -> None:
    printed = f"To https://git.example\n!\tab12:refs/heads/main\t{answer}\nDone\n"
    found = failure(Done(1, printed.encode(), RULES), REMOTE)
    assert type(found) is kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param(LOST, Unknown, id="lost after it was sent"),
        pytest.param("timed out after 300 s", Unknown, id="too slow"),
        pytest.param("something new", Unknown, id="never heard of"),
        pytest.param(SAID, Unknown, id="the server's disk is full"),
        pytest.param(GONE, GitBusy, id="not sent"),
        pytest.param(FORBIDDEN, GitFailed, id="forbidden"),
    ],
)
def test_no_answer_is_understood(said: str, kind: type[GitFailed]) -> None:
    assert type(failure(Done(128, b"", said), REMOTE)) is kind


@pytest.mark.parametrize("said", [GNUTLS, OPENSSL, SYSCALL])
def test_a_lost_tls_connection_is_a_lost_connection(said: str) -> None:
    found = failure(Done(128, b"", TLS + said), REMOTE)
    assert type(found) is Unknown and "the connection was lost" in str(found)


@pytest.mark.parametrize("said", UNTRUSTED)
def test_a_certificate_that_is_not_trusted_is_one(said: str) -> None:
    assert "certificate is not trusted" in str(causes.failure("fetch", TLS + said))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("couldn't find remote ref refs/heads/lossless-tls", id="tls"),
        pytest.param("couldn't find remote ref refs/heads/fix-redirect", id="redirect"),
        pytest.param("couldn't find remote ref refs/heads/it's-timed-out", id="quote"),
        pytest.param("Remote branch 'gpg failed' not found in upstream", id="quoted"),
    ],
)
def test_a_name_is_no_cause(said: str) -> None:
    """Whatever words people have put into the names of their branches."""
    found = causes.failure("fetch", f"fatal: {said}")
    assert "the branch does not exist there" in str(found)


@pytest.mark.parametrize("host", ["lossless-ssl.example", "timeout.example"])
def test_a_host_s_name_is_no_cause(host: str) -> None:
    said = f"ssh: Could not resolve hostname {host}: Name or service not known"
    assert "the host's name is not known" in str(causes.failure("fetch", said))


@pytest.mark.parametrize(
    "secret", ["s3cret/t", "s3cret%2Ft", "eC1hY2Nlc3MtdG9rZW46czNjcmV0L3Q="]
)
def test_a_secret_is_masked_however_it_is_written(secret: str) -> None:
    """As it is, as in an address, and as the header of HTTP has it."""
    git = Git(Path(), {}, "s3cret/t")
    assert git.masked(f"who said {secret}?".encode()) == "who said ***?"


def test_the_server_s_words_are_passed_on() -> None:
    printed = b"!\ta:refs/heads/main\t[remote rejected] (push declined)\n"
    message = str(failure(Done(1, printed, RULES), REMOTE))
    assert "(push declined; error: GH013: Repository rule violations found" in message
