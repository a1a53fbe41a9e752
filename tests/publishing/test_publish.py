"""Does the tested image reach a registry, once, and only what was tested?"""

from pathlib import Path
from subprocess import CompletedProcess

from local.registry_server import PASSWORD
from tests.publishing.shop import KEY_PASSWORD, Shop

Done = CompletedProcess[str]


def state(shop: Shop, image: str) -> list[str | None]:
    """Return where the tags point to, also those that hold the signatures."""
    signed = image.rpartition("@")[2].replace(":", "-")
    names = ("1.0", "main", f"{signed}.sig", f"{signed}.att")
    return [shop.digest(name) for name in names]


def test_it_is_in_the_registry_as_it_was_named(shop: Shop, image: str) -> None:
    """Under both tags, signed, and with statements."""
    name, _, digest = image.partition("@")
    assert shop.repository == name
    found = state(shop, image)
    assert [digest, digest] == found[:2]
    assert None not in found


def test_published_again_nothing_changes(shop: Shop, image: str) -> None:
    """Not even a signature is written anew."""
    before = state(shop, image)
    again = shop.publish("--tags=1.0", "--moving-tags=main", *shop.signer)
    assert image == again.stdout.strip(), again.stderr
    assert before == state(shop, image)


def test_secrets_are_printed_nowhere(published: Done) -> None:
    """Neither the registry's nor the key's."""
    said = published.stdout + published.stderr
    assert not [each for each in (PASSWORD, KEY_PASSWORD) if each in said]


def test_a_tag_for_ever_stays_where_it_is(later: Shop, image: str) -> None:
    """It is refused before anything is pushed."""
    before = state(later, image)
    refused = later.publish("--tags=1.0", "--moving-tags=main")
    assert 1 == refused.returncode
    assert "could not publish tag '1.0': it names sha256:" in refused.stderr
    assert before == state(later, image)


def test_a_dry_run_pushes_nothing(later: Shop, image: str) -> None:
    """It says what it would push."""
    done = later.publish("--tags=2.0", *later.signer, "--dry-run")
    name, *lines = done.stdout.strip().splitlines()
    assert name.endswith(": push it"), done.stderr
    assert ["tag 2.0: new", "dry run: nothing was pushed"] == lines[-2:]
    digest = name.split("@")[1].removesuffix(": push it")
    assert [None, None] == [later.digest("2.0"), later.digest(digest)]


def test_a_key_that_does_not_open_signs_nothing(later: Shop, image: str) -> None:
    """What is not signed gets no tag."""
    done = later.publish("--tags=3.0", *later.signer, KEY_PASSWORD="guessed")
    assert 1 == done.returncode
    assert "could not read the signing key: " in done.stderr
    assert later.digest("3.0") is None


def test_a_moving_tag_is_moved(later: Shop, unsigned: str) -> None:
    """To the newest image, even if it is not signed."""
    digest = unsigned.rpartition("@")[2]
    assert digest == later.digest("main") != later.digest("1.0")


def test_an_archive_is_pushed_and_nothing_is_built(later: Shop, tmp_path: Path) -> None:
    """The job that may push need not run what a Dockerfile says."""
    archive = later.archive(tmp_path / "image.tar")
    dockerfile = later.folder / "Dockerfile"
    before = dockerfile.read_text()
    dockerfile.write_text("FROM nowhere.invalid/none\n")
    try:
        done = later.publish(f"--archive={archive}", "--tags=4.0")
    finally:
        dockerfile.write_text(before)
    assert 0 == done.returncode, done.stderr
    assert later.digest("4.0") == done.stdout.strip().partition("@")[2]


def test_of_an_archive_the_same_is_said_as_of_what_is_built(
    shop: Shop, image: str, tmp_path: Path
) -> None:
    """Its parts are read from it: it is the same image, and signed already."""
    before = state(shop, image)
    archive = shop.archive(tmp_path / "image.tar")
    again = shop.publish(f"--archive={archive}", "--tags=1.0", *shop.signer)
    assert image == again.stdout.strip(), again.stderr
    assert before == state(shop, image)


def test_a_file_that_is_no_archive_is_refused(shop: Shop, tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "image.tar").write_text("none")
    done = shop.publish(f"--archive={tmp_path / 'image.tar'}", "--tags=5.0")
    assert 1 == done.returncode
    assert "make it with image-archive" in done.stderr
    assert shop.digest("5.0") is None


def test_a_wrong_password_is_the_cause_that_is_told(shop: Shop) -> None:
    """And what to do."""
    done = shop.publish(PASSWORD="guessed")
    assert 1 == done.returncode
    assert "it takes no such user; give --username and --password" in done.stderr


def test_what_is_not_committed_is_not_signed(shop: Shop, tmp_path: Path) -> None:
    """Nobody could say what it was made from."""
    file = shop.folder / "shop" / "uncommitted.py"
    file.write_text("")
    try:
        done = shop.publish(*shop.signer)
    finally:
        file.unlink()
    assert 1 == done.returncode
    assert "shop/uncommitted.py differ from it or are not in it" in done.stderr


def test_without_a_key_github_is_asked_who_one_is(shop: Shop) -> None:
    """As far as that can be seen here: nobody at that address gives a token."""
    done = shop.publish(
        "--identity=https://github.com/shop/shop/.github/workflows/release.yaml",
        "--oidc-url=env:OIDC_URL",
        "--oidc-token=env:OIDC_TOKEN",
        OIDC_URL=f"http://registry:{shop.registry.port}/token?x=1",
        OIDC_TOKEN="from-github",
    )
    assert 1 == done.returncode
    assert "could not sign 'registry:" in done.stderr
    assert "from-github" not in done.stdout + done.stderr
