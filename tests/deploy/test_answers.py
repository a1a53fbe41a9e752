"""Are the words of different servers understood when they turn a push away?"""

import pytest

from pipeline.writer.errors import GitBusy, GitFailed, Raced, Rejected, Unknown
from pipeline.writer.git.command import Done
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
            GitFailed,
            id="GitHub: protected",
        ),
        pytest.param(
            "[remote rejected] (push declined due to repository rule violations)",
            GitFailed,
            id="GitHub: rules",
        ),
        pytest.param(
            "[remote rejected] (pre-receive hook declined)",
            GitFailed,
            id="GitLab: hook",
        ),
        pytest.param(
            "[remote rejected] (prohibited by Gerrit: not permitted)",
            GitFailed,
            id="Gerrit: not permitted",
        ),
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


def test_the_server_s_words_are_passed_on() -> None:
    printed = b"!\ta:refs/heads/main\t[remote rejected] (push declined)\n"
    message = str(failure(Done(1, printed, RULES), REMOTE))
    assert "(push declined; error: GH013: Repository rule violations found" in message
