"""Does the suite of the integration stage pass against Docker Compose, too?"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest

from local import compose, ports
from tests.serving import ROOT

# A project of its own: what `make up` has started stays as it is.
COMPOSE = (
    *("docker", "compose", "--project-name=release-ledger-suite"),
    *(
        f"--project-directory={ROOT}",
        f"--env-file={ROOT}/tests/integration/compose.env",
    ),
)


@pytest.fixture(name="variables")
def _variables() -> Iterator[Mapping[str, str]]:
    """What the suite is told of a composition that runs while it does."""
    if not compose.works():
        pytest.skip("no Docker Compose answers here")
    port = str(ports.free())
    given = {**os.environ, "PORT": port, "METRICS_PORT": str(ports.free())}
    try:
        subprocess.run([*COMPOSE, *compose.UP], env=given, check=True)
        url = f"http://127.0.0.1:{port}"
        yield {**given, "SERVICE_URL": url, "COMPOSE": shlex.join(COMPOSE)}
    finally:
        subprocess.run([*COMPOSE, "down", "--volumes"], env=given, check=True)


def test_the_suite_passes_against_docker_compose(variables: Mapping[str, str]) -> None:
    """The very same one, which knows a command and an address only."""
    suite = [sys.executable, "-m", "pytest", "tests/integration", "-rs"]
    done = subprocess.run(
        suite, cwd=ROOT, env=dict(variables), capture_output=True, text=True
    )
    assert 0 == done.returncode, done.stdout
    assert "no composition" not in done.stdout
