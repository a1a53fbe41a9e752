"""Which program is used, and what is said where there is none."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from engine.layout import Layout
from local import haproxy
from local.debian import Program, find, planned, unpacked
from local.errors import Missing
from tests.missing import needed

NOWHERE = Program("no-such-server", ("no-such-package",), "usr/bin/no-such-server")


def test_an_installed_program_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / NOWHERE.name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find(NOWHERE, Layout(tmp_path)).path == program


def test_without_debian_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing) as missing:
        find(NOWHERE, Layout(tmp_path))
    assert str(missing.value) == (
        "could not find 'no-such-server': it is not on the PATH, and this is no Debian"
        " to fetch it from; install no-such-package, or put no-such-server on the PATH"
    )


def test_what_apt_says_of_a_failure_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\necho E: Unable to locate package; exit 100\n")
    apt.chmod(0o755)
    (tmp_path / "dpkg-deb").symlink_to(apt)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="(?s)Unable to locate.*; install no-such"):
        unpacked(NOWHERE, Layout(tmp_path / "prefix"))


def test_a_part_whose_library_is_gone_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package that was installed when it was unpacked may be removed later."""
    ldd = tmp_path / "ldd"
    ldd.write_text("#!/bin/sh\necho 'libgone.so.1 => not found'\n")
    ldd.chmod(0o755)
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\n")
    apt.chmod(0o755)
    (tmp_path / "dpkg-deb").symlink_to(apt)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Missing, match="what Debian has of it does not run here"):
        unpacked(NOWHERE, Layout(tmp_path / "prefix"))


def test_a_plan_of_apt_is_read() -> None:
    said = (
        "Reading package lists...\n"
        "Inst liblzf1 (3.6-3 Debian:12.15/oldstable [amd64])\n"
        "Inst postgresql [15+248] (15+249 Debian-Security:12 [all]) []\n"
        "Conf liblzf1 (3.6-3 Debian:12.15/oldstable [amd64])\n"
    )
    assert list(planned(said)) == ["liblzf1=3.6-3", "postgresql=15+249"]


def test_haproxy_runs() -> None:
    with needed():
        found = haproxy.executable()
    said = subprocess.run([found.path, "-v"], env=dict(found.env), capture_output=True)
    assert b"HAProxy" in said.stdout


def test_chromium_shows_a_page_with_text(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content("<h1 style='display: inline-block'>board</h1>")
        heading = page.locator("h1").bounding_box()
        # Without a font a text has no width.
        assert heading and heading["width"] > 40
        assert page.screenshot().startswith(b"\x89PNG")
