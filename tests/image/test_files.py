"""Is in the image what the service needs, and nothing that an intruder needs?"""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.image import checks
from tests.image.built import Image

Check = Callable[[Path], list[str]]
Plant = Callable[[Path], object]

FORBIDDEN = (
    checks.setuid,
    checks.tools,
    checks.writable,
    checks.unreadable,
    checks.unowned,
    checks.missing,
)
PACKAGES = "opt/venv/lib/python3.12/site-packages"


@pytest.mark.parametrize("check", FORBIDDEN, ids=lambda check: str(check.__name__))
def test_there_is_nothing(check: Check, root: Path) -> None:
    """Of what the check looks for."""
    assert [] == check(root)


def test_every_file_of_a_python_package_is_recorded_by_one(root: Path) -> None:
    """Also those that were left out or stripped: a record says what is there."""
    assert [] == checks.unrecorded(root / PACKAGES)
    assert [] == checks.misrecorded(root / PACKAGES)


def test_it_is_small(image: Image) -> None:
    """Its layers, as they are unpacked."""
    assert 80_000_000 >= sum(layer.stat().st_size for layer in image.layers)


def plant_setuid(root: Path) -> None:
    """Let anyone be root."""
    (root / "usr/bin/dumb-init").chmod(0o755 | stat.S_ISUID)


def plant_shell(root: Path) -> None:
    """Add a shell."""
    shutil.copy(root / "usr/bin/dumb-init", root / "usr/bin/dash")


def plant_private(root: Path) -> None:
    """Forget that another user runs the service."""
    (root / "etc/passwd").chmod(0o600)


def plant_stranger(root: Path) -> None:
    """Add a library that no package has."""
    (root / "usr/lib/libforeign.so.1").write_bytes(b"")


def plant_lie(root: Path) -> None:
    """Remove a file behind the back of its package."""
    (root / "usr/bin/dumb-init").unlink()


def plant_open(root: Path) -> None:
    """Let anyone change a program."""
    (root / "usr/bin/dumb-init").chmod(0o777)


@pytest.mark.parametrize(
    ("plant", "check", "found"),
    [
        (plant_setuid, checks.setuid, "/usr/bin/dumb-init"),
        (plant_shell, checks.tools, "/usr/bin/dash"),
        (plant_private, checks.unreadable, "/etc/passwd"),
        (plant_stranger, checks.unowned, "/usr/lib/libforeign.so.1"),
        (plant_lie, checks.missing, "/usr/bin/dumb-init"),
        (plant_open, checks.writable, "/usr/bin/dumb-init"),
    ],
    ids=lambda value: str(getattr(value, "__name__", value)),
)
def test_a_check_finds_what_is_planted(
    plant: Plant, check: Check, found: str, root: Path, tmp_path: Path
) -> None:
    """In a part of the real files: the check was not just blind."""
    for part in ("etc", "var", "usr/bin", "usr/lib"):
        shutil.copytree(root / part, tmp_path / part, symlinks=True)
    for link in ("lib", "lib64"):
        (tmp_path / link).symlink_to((root / link).readlink())
    plant(tmp_path)
    assert found in check(tmp_path)
