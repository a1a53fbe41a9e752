"""How gunicorn serves the application: run `gunicorn` in this folder."""

import os
import tempfile
from typing import TYPE_CHECKING

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from app import server
from app.draining import DRAINING, drain_on_term
from app.observe import logs
from app.serving.arrival import LINE_BYTES
from app.settings import load

if TYPE_CHECKING:
    from app.observe.scrapes import Scrapes

settings = load(os.environ)

# The heartbeat and the metrics are small files that are written all the time: on
# a disk they stall, and a stalled heartbeat gets a healthy worker killed.
memory = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()  # nosec
metrics = server.metrics_directory(memory)
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={metrics}"]

wsgi_app = "app.wsgi:application()"
bind = server.endpoint(settings.address, settings.port)
workers = settings.web_concurrency
worker_class = "app.serving.worker.GatheringWorker"
threads = settings.web_threads
# Connections of a worker. When there are more, the oldest that waits goes.
worker_connections = 500
worker_tmp_dir = memory
control_socket_disable = True
# Each worker makes its own application after the fork: connections to the
# database that two processes share end in garbage.
preload_app = False

# Longer than the idle time of common load balancers (60 s): they, not we, must
# close idle connections, or a request sent at that moment is lost.
keepalive = settings.keep_alive_seconds
graceful_timeout = settings.graceful_seconds
# Workers are renewed now and then; the wide jitter keeps them from doing so at
# the same time.
max_requests = settings.worker_requests
max_requests_jitter = settings.worker_requests // 2

limit_request_line = LINE_BYTES
limit_request_fields = 64
limit_request_field_size = 8190
# Whoever else sends X-Forwarded-Proto could make plain HTTP look like HTTPS.
forwarded_allow_ips = settings.trusted_proxies

logger_class = server.Logger
logconfig_dict = logs.stdlib(settings.log_level)


def scrapes() -> "Scrapes":
    """Return the server of the metrics."""
    return server.scrapes(settings.metrics_address, settings.metrics_port, metrics)


def on_starting(_: Arbiter) -> None:
    """Begin with an up-to-date file database, no metrics, and a port for them."""
    server.upgrade_file(settings.database_url)
    server.wipe(metrics)
    scrapes()
    server.share_code()


def when_ready(arbiter: Arbiter) -> None:
    """Answer scrapes, drain before stopping, and count workers from none."""
    server.exits()
    scrapes().start()
    drain_on_term(arbiter.signal, DRAINING, settings.drain_seconds)


def post_fork(_: Arbiter, __: Worker) -> None:
    """Leave scrapes to the master."""
    scrapes().leave()


def child_exit(_: Arbiter, worker: Worker) -> None:
    """Keep what a worker counted, and drop what it was."""
    server.forget(metrics, int(worker.pid))


def on_exit(_: Arbiter) -> None:
    """Leave nothing behind."""
    server.remove(metrics)
