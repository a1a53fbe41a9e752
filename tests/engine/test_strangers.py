"""What does code of a repository get from the engine that runs it?"""

import os
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from engine import built, registry
from engine.layout import Layout
from tests.engines import ROOT, dagger, pipeline

TARGET = ROOT / "tests" / "gates" / "target"
BUSYBOX = "container | from busybox:1.35.0-uclibc"
# As a test of a stranger's branch: what it can see and write to.
LOOKS = """\
import os
from pathlib import Path


def test_no_cache_of_an_installer_is_here():
    assert not list(Path("/root/.cache").glob("uv/*"))
    assert "/root/.cache/uv" not in Path("/proc/mounts").read_text()


def test_the_engine_does_not_answer():
    assert not [name for name in os.environ if name.startswith("DAGGER_SESSION")]
"""
NO_CONTROL = """\
import os
import subprocess


def test_services_are_not_controlled():
    assert not [name for name in os.environ if name.startswith("DAGGER_SESSION")]
    command = [*os.environ["COMPOSE"].split(), "kill", "redis"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "control = true" in done.stderr
"""


@pytest.fixture(name="target")
def _target(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TARGET, tmp_path / "target"))


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Dagger's shell, outside any module."""
    return dagger("--silent", "--no-mod", "-c", line, cwd=Path("/"))


def test_nobody_is_root_on_the_machine() -> None:
    """The built engine refuses it; the same container without it runs."""
    if not built.answers(Layout.of(dict(os.environ)).socket):
        pytest.skip("the official engine allows it unless it is configured")
    fresh = f"{BUSYBOX} | with-env-variable RUN {uuid4()} | with-exec"
    assert 0 == shell(f"{fresh} -- true | sync").returncode
    refused = shell(f"{fresh} --insecure-root-capabilities -- true | sync")
    assert 0 != refused.returncode
    assert "security.insecure" in refused.stderr


def test_the_engine_s_own_registry_takes_nothing() -> None:
    """Its images are there, and nobody can replace one."""
    layout = Layout.of(dict(os.environ))
    port = registry.port(layout)
    if not registry.answers(port):
        pytest.skip("no registry: Docker's engine is used")
    pushed = shell(f"{BUSYBOX} | publish 127.0.0.1:{port}/library/busybox:poisoned")
    assert 0 != pushed.returncode


def test_a_test_sees_no_cache_and_no_engine(target: Path) -> None:
    """It would decide what later runs install."""
    (target / "tests" / "test_looks.py").write_text(LOOKS)
    done = pipeline("test", f"--source={target}", "--python=3.12")
    assert 0 == done.returncode, done.stdout + done.stderr


def test_a_suite_that_did_not_ask_controls_nothing(target: Path) -> None:
    """It is told how to ask."""
    settings = target / "pyproject.toml"
    text = settings.read_text().replace("control = true", "control = false")
    settings.write_text(text)
    suite = target / "tests" / "integration"
    for file in suite.glob("test_*.py"):
        file.unlink()
    (suite / "test_no_control.py").write_text(NO_CONTROL)
    done = pipeline("integration", f"--source={target}")
    assert 0 == done.returncode, done.stdout + done.stderr
