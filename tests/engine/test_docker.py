"""Is the engine of a running Docker used, and does a module run in it?

The official image cannot be had everywhere: the built engine stands under its
name in a Docker daemon of the test's own.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import build, built, pins
from engine.layout import Layout
from engine.registry import CONFIG, Ports
from tests.engine.conftest import Spare
from tests.engines import ROOT

HERE = Path(__file__).parent
GATEWAY = "10.98.0.1"
SUBNET = "10.98.0.0/16"
BRIDGE = "pipeline-docker"
PORT = 5098
NAT = ("iptables", "-t", "nat")
RULE = ("POSTROUTING", "-s", SUBNET, "!", "-o", BRIDGE, "-j", "MASQUERADE")

pytestmark = pytest.mark.skipif(
    shutil.which("dockerd") is None or "PIPELINE_DOCKER_TESTS" not in os.environ,
    reason="it needs dockerd (apt-get install docker.io) and some minutes: "
    "set PIPELINE_DOCKER_TESTS=1",
)


def sh(*words: str | Path, **environment: str) -> str:
    """Run a command; its output is in the error where it fails."""
    done = subprocess.run(
        [str(word) for word in words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert 0 == done.returncode, (words, done.stdout[-1500:], done.stderr[-3000:])
    return done.stdout


@pytest.fixture(name="docker")
def _docker(tmp_path: Path) -> Iterator[str]:
    """Start a Docker daemon that leaves the host's rules and settings alone."""
    sh("ip", "link", "add", BRIDGE, "type", "bridge")
    sh("ip", "addr", "add", f"{GATEWAY}/16", "dev", BRIDGE)
    sh("ip", "link", "set", BRIDGE, "up")
    sh(*NAT, "-A", *RULE)
    host = f"unix://{tmp_path}/docker.sock"
    own = ("--data-root", tmp_path / "data", "--exec-root", tmp_path / "exec")
    network = ("--bridge", BRIDGE, "--iptables=false", "--ip6tables=false")
    command = ["dockerd", "-H", host, *own, *network, "-p", tmp_path / "pid"]
    with (tmp_path / "dockerd.log").open("w") as log:
        daemon = subprocess.Popen([str(w) for w in command], stdout=log, stderr=log)
    try:
        _wait_for(host)
        yield host
    finally:
        daemon.terminate()
        daemon.wait(60)
        sh(*NAT, "-D", *RULE)
        sh("ip", "link", "delete", BRIDGE)


def _wait_for(host: str) -> None:
    deadline = time.monotonic() + 60
    while subprocess.run(
        ["docker", "-H", host, "info"], capture_output=True
    ).returncode:
        assert time.monotonic() < deadline, "dockerd did not start"
        time.sleep(0.5)


@pytest.fixture(name="registry")
def _registry(tmp_path: Path, spare: Spare) -> Iterator[None]:
    """Serve the stand-in images where containers can reach them."""
    config = tmp_path / "registry.yml"
    text = CONFIG.format(storage=spare.layout.images, port=PORT)
    config.write_text(text.replace("127.0.0.1", "0.0.0.0"))
    (part,) = spare.layout.parts.glob("registry-*")
    process = subprocess.Popen([part / "docker-registry", "serve", config])
    yield
    process.terminate()
    process.wait(10)


def make_image(layout: Layout, host: str, folder: Path) -> None:
    """Put the built parts into an image of the official name."""
    parts = {
        step.name: layout.parts / f"{step.name}-{step.key}"
        for step in build.plan(layout)
    }
    digests = build.assemble(layout, parts)
    shutil.copytree(layout.prefix / "assembled", folder / "parts")
    shutil.copy(layout.cli, folder)
    shutil.copy(parts["debian"] / "rootfs.tar", folder)
    shutil.copy(HERE / "docker" / "Dockerfile", folder)
    settings = built.configuration(Ports(PORT, PORT + 1)).replace("127.0.0.1", GATEWAY)
    (folder / "engine.toml").write_text(settings)
    arguments = {
        "PACKAGES": " ".join(pins.RUNTIME_PACKAGES),
        "GO_SDK": digests["DAGGER_GO_SDK_MANIFEST_DIGEST"],
        "PYTHON_SDK": digests["DAGGER_PYTHON_SDK_MANIFEST_DIGEST"],
    }
    options = [f"--build-arg={name}={value}" for name, value in arguments.items()]
    tag = f"--tag={pins.OFFICIAL_IMAGE}"
    sh(
        "docker",
        "-H",
        host,
        "build",
        "--network=host",
        *options,
        tag,
        folder,
        DOCKER_BUILDKIT="0",
    )


def test_the_engine_of_a_running_docker_is_used(
    docker: str, registry: None, spare: Spare, tmp_path: Path
) -> None:
    """Its CLI comes out of the same image; nothing is built."""
    spare.run("stop")
    folder = tmp_path / "image"
    folder.mkdir()
    make_image(spare.layout, docker, folder)
    environment = {
        **spare.environment,
        "DOCKER_HOST": docker,
        "PIPELINE_ENGINE": "auto",
    }
    engine = [shutil.which("python3") or "python3", "-m", "engine"]

    said = subprocess.run(
        [*engine, "up"], env=environment, capture_output=True, text=True
    )
    assert "engine: docker, Docker runs here\n" == said.stdout, said.stderr
    call = [*engine, "exec", "dagger", "--progress=plain", "call", "nothing"]
    done = subprocess.run(
        call,
        cwd=ROOT / "bench" / "module",
        env=environment,
        capture_output=True,
        text=True,
    )
    assert "done" == done.stdout.strip(), done.stderr[-3000:]
