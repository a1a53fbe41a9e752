"""How gunicorn serves the application: run `gunicorn` in this folder."""

import os
import tempfile

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from app import server
from app.draining import DRAINING
from app.observe import logs
from app.settings import load

settings = load(os.environ)

# The heartbeat and the metrics are small files that are written all the time: on
# a disk they stall, and a stalled heartbeat gets a healthy worker killed.
memory = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()  # nosec
metrics = server.metrics_directory(memory)
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={metrics}"]

wsgi_app = "app.wsgi:application()"
bind = f"0.0.0.0:{settings.port}"
workers = settings.web_concurrency
worker_class = "gthread"
threads = settings.web_threads
worker_tmp_dir = memory
control_socket_disable = True

# Longer than the idle time of common load balancers (60 s): they, not we, must
# close idle connections, or a request sent at that moment is lost.
keepalive = settings.keep_alive_seconds
graceful_timeout = settings.graceful_seconds
# Workers are renewed now and then; the wide jitter keeps them from doing so at
# the same time.
max_requests = 20_000
max_requests_jitter = 10_000

accesslog = None
logconfig_dict = logs.stdlib(settings.log_level)


def on_starting(_: Arbiter) -> None:
    """Begin with no metrics."""
    server.wipe(metrics)


def when_ready(arbiter: Arbiter) -> None:
    """Drain before stopping."""
    server.drain_on_term(arbiter.signal, DRAINING, settings.drain_seconds)


def child_exit(_: Arbiter, worker: Worker) -> None:
    """Forget what a worker measured of itself."""
    server.forget(int(worker.pid))


def on_exit(_: Arbiter) -> None:
    """Leave nothing behind."""
    server.remove(metrics)
