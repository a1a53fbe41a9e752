"""What releases do wrong, each a few lines on top of a good image."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cluster.given import ROOT

SERVER = "/service/gunicorn.conf.py"
# Runs in each worker, once its application is loaded and before the first request.
BEFORE_EACH = """

def post_worker_init(worker: Worker) -> None:
    worker.wsgi.before_request_funcs.setdefault(None, []).append(before_each)


def before_each() -> None:
    import time

    from flask import abort, request

    if request.path.startswith("/api/") or request.path == "/":
        {act}
"""
NEVER_READY = """

def post_worker_init(worker: Worker) -> None:
    worker.wsgi.view_functions["probes.readyz"] = lambda: ({"status": "no"}, 503)
"""
HUNGRY = """
HELD = []


def post_worker_init(worker: Worker) -> None:
    worker.wsgi.before_request_funcs.setdefault(None, []).append(before_each)


def before_each() -> None:
    from flask import request

    if request.path.startswith("/api/"):
        HELD.append(b"x" * 16_000_000)
"""
UNMEASURED = """

from dataclasses import replace

settings = replace(settings, metrics_port=9191)
"""
MIGRATIONS = "app/store/migrations/versions"
MIGRATION = '''"""Fails."""

revision = "{following}"
down_revision = "{newest}"


def upgrade() -> None:
    raise RuntimeError("this migration fails")


def downgrade() -> None:
    """Nothing to undo."""
'''


# Argo Rollouts goes back by itself, or waits for a person; or Argo CD does not sync it.
Stop = Literal["abort", "pause", "sync"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to be bad: files of the image, what stops it, and which metric tells."""

    name: str
    files: Mapping[str, str]
    stopped_by: Stop = "abort"
    metric: str | None = None


def _server(addition: str) -> Mapping[str, str]:
    return {SERVER: (ROOT / "gunicorn.conf.py").read_text() + addition}


def _migration() -> Mapping[str, str]:
    """Return a migration that follows the newest of the service."""
    newest = max(int(each.name[:4]) for each in (ROOT / MIGRATIONS).glob("[0-9]*.py"))
    name = f"/service/{MIGRATIONS}/{newest + 1:04}_fails.py"
    return {name: MIGRATION.format(newest=newest, following=newest + 1)}


FAULTS = (
    Fault("errors", _server(BEFORE_EACH.format(act="abort(500)")), metric="errors"),
    Fault("slow", _server(BEFORE_EACH.format(act="time.sleep(1.5)")), metric="p99"),
    Fault("crash-loop", _server('\nraise RuntimeError("crashes at its start")\n')),
    Fault("never-ready", _server(NEVER_READY)),
    Fault("memory", _server(HUNGRY)),
    Fault("no-metrics", _server(UNMEASURED), stopped_by="pause"),
    Fault("migration", _migration(), stopped_by="sync"),
)
