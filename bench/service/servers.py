"""The service with something in it, and the bare application beside it."""

import os
import runpy
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from gunicorn.config import KNOWN_SETTINGS

from app.domain.deployment import Environment
from bench.service import bare
from local import ports
from tests import places
from tests.app import examples
from tests.places import Place
from tests.serving import GUNICORN, ROOT, Server, serving, wait

# What a server writes goes to a file, at the level of production.
PRODUCTION = {"LOG_LEVEL": "info"}
# What the bare application does without, or has its own of.
OWN = {"wsgi_app", "bind", "raw_env", "logconfig_dict"}


def ledger(folder: Path) -> Place:
    """Return a database file with two deployments in each environment."""
    place = Place(f"sqlite:///{places.template_file(folder)}")
    with serving(place, folder, **PRODUCTION) as server:
        for environment in Environment:
            for letter in "ab":
                fill(server, environment, letter)
    return place


def fill(server: Server, environment: Environment, letter: str) -> None:
    """Record a deployment."""
    report = {
        **examples.REPORT,
        "environment": environment.value,
        "digest": "sha256:" + letter * 64,
    }
    status, body = server.post("/api/v1/deployments", report)
    assert status == 201, body


@contextmanager
def bare_server(folder: Path, body: str, **more: str) -> Iterator[Server]:
    """Run the bare application on the gunicorn settings of the service."""
    process, port = start_bare(folder, body, **more)
    server = Server(process, port, 0, folder)
    try:
        wait(lambda: server.up() or process.poll() is not None)
        assert process.poll() is None, f"the bare application has ended: see {folder}"
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def start_bare(
    folder: Path, body: str, **more: str
) -> tuple[subprocess.Popen[bytes], int]:
    """Start the bare application, without waiting for it."""
    port = ports.free()
    (folder / "body").write_text(body)
    config = folder / "bare.conf.py"
    config.write_text(f"bind = '0.0.0.0:{port}'\n" + same_settings(folder, more))
    argv = (*GUNICORN, "--config", config, "bench.service.bare:application()")
    env = os.environ | {bare.BODY: str(folder / "body")}
    with open(folder / "bare.log", "ab") as log:
        return subprocess.Popen(argv, cwd=ROOT, env=env, stdout=log, stderr=log), port


def same_settings(folder: Path, more: dict[str, str]) -> str:
    """Return the settings of the service's gunicorn, without hooks and logs."""
    # Given one, it makes no folder for metrics.
    given = {"PROMETHEUS_MULTIPROC_DIR": f"{folder}/unused", **more}
    with patch.dict(os.environ, given):
        all_of_them = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    return "".join(
        f"{name} = {value!r}\n"
        for name, value in all_of_them.items()
        if name in names() and not callable(value)
    )


def names() -> set[str]:
    """Return what gunicorn lets one set, but for what the bare one does without."""
    return {str(setting.name) for setting in KNOWN_SETTINGS} - OWN
