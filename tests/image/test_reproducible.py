"""Do two builds give the same image, and does it matter who builds it?"""

import shutil
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.engines import ROOT, dagger
from tests.image import checks
from tests.image.built import CALL, Image, export
from tests.image.sources import change, copied

ARCHIVE = ("--silent", "-m", ROOT, "call", "image-archive")
PLAIN = ("--silent", "core", "host", "directory")
STAGES = ("system", "dependencies", "service")
FINGERPRINT = """
from hashlib import sha256
from pathlib import Path

digest = sha256()
for path in sorted(Path("/assembled").rglob("*")):
    it = path.lstat()
    body = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    facts = (str(path), it.st_mode, it.st_uid, it.st_gid, it.st_mtime_ns)
    digest.update(repr(facts).encode() + body)
print(digest.hexdigest())
"""
# What Docker puts into every container.
DOCKER = {"/.dockerenv", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf"}


def digest(source: Path, folder: Path) -> str:
    """Return the digest of the archive that a source is built to."""
    target = folder / "image.tar"
    words = (*ARCHIVE, f"--source={source}", "export", f"--path={target}")
    done = dagger(*words, cwd=Path("/"))
    assert 0 == done.returncode, done.stderr
    return sha256(target.read_bytes()).hexdigest()


@pytest.fixture(name="again")
def _again(tmp_path: Path) -> Path:
    """Copy the repository so that every step of its build runs again."""
    source = copied(tmp_path / "elsewhere")
    change(source / "Dockerfile", "ARG REBUILD=\n", f"ARG REBUILD={tmp_path.name}\n")
    return source


def test_a_build_elsewhere_and_later_gives_the_same_bytes(
    again: Path, tmp_path: Path
) -> None:
    """Another path, another umask, another clock, and nothing from the cache."""
    assert digest(ROOT, tmp_path) == digest(again, tmp_path)


def fingerprint(source: Path, stage: str) -> str:
    """Return a digest of all that a stage lays out, times and owners included.

    In the image they cannot be compared: the engine takes a layer that is the same
    but for times from its cache.
    """
    words = (*CALL, f"--source={source}", f"--target={stage}")
    put = ("with-new-file", "--path=/print.py", f"--contents={FINGERPRINT}")
    run = ("with-exec", "--args=python,/print.py", "stdout")
    done = dagger(*words, *put, *run, cwd=Path("/"))
    assert 0 == done.returncode, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_lays_out_the_same_when_it_runs_again(stage: str, again: Path) -> None:
    """To the bytecode's last bit."""
    assert fingerprint(ROOT, stage) == fingerprint(again, stage)


@pytest.mark.parametrize("stage", STAGES)
def test_a_clock_in_the_image_would_be_seen(stage: str, again: Path) -> None:
    """Otherwise the test above could not fail."""
    clock = "__import__('time').time()"
    change(again / "image/tree.py", 'os.environ["SOURCE_DATE_EPOCH"]', clock)
    assert fingerprint(ROOT, stage) != fingerprint(again, stage)


def test_pipeline_and_dockerfile_agree(image: Image, tmp_path: Path) -> None:
    """What the pipeline looks at of a repository holds all that the build needs."""
    source = copied(tmp_path / "whole")
    words = (*PLAIN, f"--path={source}", "docker-build")
    assert image.digests == export(tmp_path, words).digests


def test_docker_builds_the_same_files(root: Path, tmp_path: Path) -> None:
    """With its own builder, from the same Dockerfile."""
    docker = shutil.which("docker")
    if (
        docker is None
        or subprocess.run([docker, "info"], capture_output=True).returncode
    ):
        pytest.skip("no Docker daemon runs here")
    target = tmp_path / "files.tar"
    output = f"--output=type=tar,dest={target}"
    subprocess.run([docker, "buildx", "build", output, ROOT], check=True)
    with tarfile.open(target) as archive:
        names = {f"/{it.name.strip('/')}" for it in archive if not it.isdir()}
    assert set(checks.named(root, checks.files(root))) == names - DOCKER
