"""What happens when there is no room, here or there, or a file is broken?"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.deploy.bump import bump
from pipeline.writer.attempt import Landed
from pipeline.writer.errors import GitFailed
from tests.deploy import hands
from tests.deploy.writer import Shop, Writer
from tests.pipeline.deploy.shipping import DEV, PLACES, release

INTENT = bump(release(7), DEV, PLACES)
SMALL = ("-o", "size=64k,nr_inodes=40")


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Iterator[Path]:
    """A disk on which hardly anything has room."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", *SMALL, "small", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def using(shop: Shop, folder: Path) -> Writer:
    """Return a writer with a temporary folder of its own."""
    return replace(shop.writer, given={**shop.writer.given, "TMPDIR": str(folder)})


def unchanged(shop: Shop, writer: Writer, message: str) -> None:
    """See that nothing lands, and that this is said."""
    before = shop.hosted.tip()
    with pytest.raises(GitFailed, match=message):
        writer.do(INTENT)
    assert shop.hosted.tip() == before


def test_the_disk_is_full(shop: Shop, small: Path) -> None:
    for number in range(20):
        hands.commit(shop.hosted, {f"docs/{number}/{number}": os.urandom(64)})
    hands.commit(
        shop.hosted, {"pyproject.toml": b"# " + os.urandom(99999).hex().encode()}
    )
    unchanged(shop, using(shop, small), "no space is left on the disk .* make room")


def test_the_disk_is_full_from_the_start(shop: Shop, small: Path) -> None:
    (small / "file").write_bytes(b"x" * 64 * 1024)
    unchanged(shop, using(shop, small), "could not make a temporary")


def test_the_disk_becomes_read_only(shop: Shop, small: Path) -> None:
    def step(name: str) -> None:
        if name == "git hash-object":
            remount = ["mount", "-o", "remount,ro", str(small)]
            subprocess.run(remount, check=True)

    writer = replace(using(shop, small), step=step)
    unchanged(shop, writer, "the temporary folder cannot be written .* set TMPDIR")
    subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)


def test_the_temporary_folder_is_not_there(shop: Shop, tmp_path: Path) -> None:
    unchanged(shop, using(shop, tmp_path / "gone"), "could not make a temporary folder")


def test_a_file_is_missing_on_the_server(shop: Shop) -> None:
    blob = shop.hosted.git("rev-parse", f"main:{PLACES.component(DEV)}")
    shop.hosted.git("repack", "-a", "-d", "-q")
    packs = list((shop.hosted.path / "objects" / "pack").iterdir())
    data = next(each for each in packs if each.suffix == ".pack").read_bytes()
    for each in packs:
        each.unlink()
    shop.hosted.git("unpack-objects", "-q", stdin=data)
    (shop.hosted.path / "objects" / blob[:2] / blob[2:]).unlink()
    unchanged(shop, shop.writer, "could not fetch")


def test_the_server_loses_what_it_was_sent(shop: Shop) -> None:
    """As one does whose disk is full or broken."""
    objects = shop.hosted.path / "objects"
    shop.hosted.configure("receive.unpackLimit", "1")
    shop.hosted.hook("pre-receive", f"#!/bin/sh\nrm -rf {objects}/tmp_objdir-*\n")
    unchanged(shop, shop.writer, "could not push")
    shop.hosted.unhook("pre-receive")
    assert isinstance(shop.writer.do(INTENT), Landed)
