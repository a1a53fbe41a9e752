"""What happens when the remote does not let us in, and who gets to see the token?"""

from dataclasses import replace
from pathlib import Path

import pytest

from local.git_server import GitServer
from pipeline.core.deploy.bump import bump
from pipeline.core.errors import Refused
from pipeline.writer.errors import GitFailed
from pipeline.writer.git import pushing
from pipeline.writer.git.command import Done, Git
from pipeline.writer.git.remote import Remote
from tests.deploy.command import ask
from tests.deploy.writer import TOKEN, Shop
from tests.pipeline.deploy.shipping import DEV, PLACES, release

INTENT = bump(release(7), DEV, PLACES)
EXPIRED = "the remote does not accept the token, which may have expired"
# Each process that runs while the server takes a push, with its arguments.
SPY = "#!/bin/sh\nfor each in /proc/[0-9]*; do tr '\\0' ' ' < $each/cmdline; echo; done"
BLAB = f"#!/bin/sh\necho 'who said {TOKEN}?' >&2\nexit 1\n"


def unchanged(shop: Shop, message: str, **changes: object) -> str:
    """See that nothing lands and that this is said, and return all that is said."""
    before = shop.hosted.tip()
    with pytest.raises(GitFailed, match=message) as failed:
        shop.writer.at(**changes).do(INTENT)
    assert shop.hosted.tip() == before
    assert TOKEN not in str(failed.value)
    return str(failed.value)


def test_the_token_has_expired(shop: Shop, server: GitServer) -> None:
    server.expire()
    said = unchanged(shop, EXPIRED)
    assert said.endswith(
        "; give a token that is valid and may write to this repository"
    )


def test_the_token_expires_between_fetch_and_push(
    shop: Shop, server: GitServer
) -> None:
    def step(name: str) -> None:
        if name == "git push":
            server.expire()

    with pytest.raises(GitFailed, match=f"could not push .* {EXPIRED}"):
        replace(shop.writer, step=step).do(INTENT)


def test_the_token_is_another_one(shop: Shop) -> None:
    unchanged(shop, EXPIRED, token="not-it")


def test_there_is_no_token(shop: Shop) -> None:
    unchanged(shop, EXPIRED, token="")


def test_the_token_may_not_write(shop: Shop) -> None:
    shop.hosted.close()
    unchanged(shop, "could not push .* the token may not do this")


def test_the_repository_is_not_there(shop: Shop) -> None:
    unchanged(shop, "there is no such repository", url=f"{shop.url}-gone")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("https://me:secret@git.example/x", "a password", id="password"),
        pytest.param("https://secret@git.example/x", "a user in it", id="token"),
        pytest.param("http://git.example/x", "could read the token", id="plain"),
        pytest.param("http://127.0.0.1.evil/x", "could read the token", id="near"),
        pytest.param("http://[::1/x", "no address of a Git", id="half an address"),
        pytest.param("file:///srv/git/shop.git", "no address of a Git", id="file"),
        pytest.param("ext::sh -c id", "no address of a Git", id="command"),
        pytest.param("--upload-pack=id", "no address of a Git", id="option"),
        pytest.param("../shop.git", "no address of a Git", id="folder"),
    ],
)
def test_an_address_is_refused(url: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as refused:
        Remote(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/x", "http://[::1]:1/x", "http://127.9.9.9/x"]
)
def test_nobody_is_on_the_way_to_this_machine(url: str) -> None:
    assert Remote(url).url == url


def test_nobody_is_on_the_way_to_a_server_of_the_caller() -> None:
    assert Remote("http://git:8080/x", plain=True).plain


NO_BRANCHES = (
    *("--force", "a..b", "", "main/", "a b", "@{-1}", "@", "/a", "a//b", ".a", "a/.b"),
    *("a.lock", "a.lock/b", "a.", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "a\n"),
)


@pytest.mark.parametrize("branch", NO_BRANCHES)
def test_what_is_no_branch_is_refused(branch: str) -> None:
    with pytest.raises(Refused, match="it is no name of a branch"):
        Remote("https://git.example/shop.git", branch)


def test_the_token_is_no_argument_of_any_process(shop: Shop, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    shop.hosted.hook("pre-receive", f"{SPY} > {seen}\n")
    shop.writer.do(INTENT)
    assert "git push" in seen.read_text() or "git-remote-http" in seen.read_text()
    assert TOKEN not in seen.read_text()


def test_the_token_is_in_no_file(shop: Shop, tmp_path: Path) -> None:
    """Neither in git's configuration, nor in what it keeps of its fetches."""
    kept: list[bytes] = []

    def step(name: str) -> None:
        files = (each for each in tmp_path.rglob("*") if each.is_file())
        kept.extend(each.read_bytes() for each in files)

    given = {**shop.writer.given, "TMPDIR": str(tmp_path)}
    replace(shop.writer, given=given, step=step).do(INTENT)
    assert len(kept) > 10
    assert not [each for each in kept if TOKEN.encode() in each]


def test_a_rejection_that_repeats_the_token_is_not_repeated() -> None:
    """The reason is git's report to programs, and not on the way of its words."""
    said = f"!\ta:refs/heads/main\t[remote rejected] (who is {TOKEN}?)\n"
    git = Git(Path(), {}, TOKEN)
    with pytest.raises(GitFailed, match=r"who is \*\*\*\?") as failed:
        pushing.must_have_landed(
            Done(1, git.masked(said.encode()).encode(), ""),
            Remote("https://git.example/x"),
        )
    assert TOKEN not in str(failed.value)


def test_a_server_that_repeats_the_token_is_not_repeated(shop: Shop) -> None:
    shop.hosted.hook("pre-receive", BLAB)
    assert "who said ***?" in unchanged(shop, "the server's rules forbid it")


def test_git_is_not_to_trace_into_the_log(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE_CURL", "1")
    monkeypatch.setenv("GIT_TRACE_REDACT", "0")
    monkeypatch.setenv("GIT_CURL_VERBOSE", "1")
    done = ask(shop, "holds", {"environment": "dev"})
    assert (done.returncode, done.stderr) == (0, "")


def test_the_machine_s_own_settings_do_not_count(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A helper there could hand out somebody else's token; a hook could do anything."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "pre-push").write_text("#!/bin/sh\nexit 1\n")
    (hooks / "pre-push").chmod(0o755)
    settings = tmp_path / ".gitconfig"
    settings.write_text(
        f'[core]\n hooksPath = {hooks}\n[url "http://127.0.0.1:9/"]\n'
        f" insteadOf = {shop.server.url}\n[user]\n name = Eve\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Eve")
    shop.writer.do(INTENT)
    assert shop.hosted.git("log", "-1", "--format=%an", "main") == "Pipeline"


def test_there_is_no_git(shop: Shop, tmp_path: Path) -> None:
    given = {**shop.writer.given, "PATH": str(tmp_path)}
    with pytest.raises(GitFailed, match="could not run git: .*; install it, put it on"):
        replace(shop.writer, given=given).do(INTENT)
