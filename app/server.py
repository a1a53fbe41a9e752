"""What gunicorn does for the service when processes come and go."""

import gc
import os
import re
import subprocess  # nosec B404
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gunicorn import glogging

if TYPE_CHECKING:
    from prometheus_client import Counter

    from app.observe.scrapes import Scrapes

# Not just *.db: the ledger itself may be in the folder.
METRICS_FILE = re.compile(r"lock|(counter|gauge_[a-z]+|histogram|summary)_[0-9]+\.db")

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
UPGRADE = (sys.executable, "-m", "flask", "--app=app.wsgi:application", "db-upgrade")


class Logger(glogging.Logger):
    """Gunicorn's log, without a line on each request: the service writes that."""

    # It would be put together all the same, and thrown away.
    access_log_enabled = False


def endpoint(address: str, port: int) -> str:
    """Return an address and a port as gunicorn takes them."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


@cache
def metrics_directory(memory: str) -> Path:
    """Return the folder that workers share: the given one, or a new one in memory."""
    given = os.environ.get(METRICS_FOLDER)
    return Path(given or tempfile.mkdtemp(prefix="release-ledger-", dir=memory))


def wipe(directory: Path) -> None:
    """Empty the folder of the metrics: files of an earlier run would be counted."""
    directory.mkdir(parents=True, exist_ok=True)
    for file in directory.iterdir():
        if METRICS_FILE.fullmatch(file.name):
            file.unlink()


def remove(directory: Path) -> None:
    """Remove the folder of the metrics."""
    wipe(directory)
    # It may be a mount, or hold what is not ours.
    with suppress(OSError):
        directory.rmdir()


@cache
def scrapes(address: str, port: int, directory: Path) -> "Scrapes":
    """Return the server of the metrics, or end the process when its port is taken."""
    # Not at the top: the library chooses between one and many processes when it
    # is imported, and gunicorn sets the folder only after its file is read.
    from app.observe.metrics import Workers
    from app.observe.scrapes import Scrapes, application

    try:
        return Scrapes(address, port, application(Workers(str(directory))))
    except OSError as error:
        sys.exit(
            f"could not listen on METRICS_PORT '{port}' at '{address}':"
            f" {error.strerror}; choose another METRICS_PORT or METRICS_ADDRESS"
        )


@cache
def exits() -> "Counter":
    """Return the master's count of workers that have exited."""
    from prometheus_client import Counter

    return Counter("gunicorn_worker_exits", "Workers that were recycled or died")


def forget(directory: Path, pid: int) -> None:
    """Keep what a worker that has exited counted, and drop what it was."""
    from app.observe.dead_workers import bury

    bury(str(directory), pid)
    exits().inc()


def share_code() -> None:
    """Import the service once for all workers, which start sooner and share memory."""
    # Not at the top, as for the port. The application itself is made after the
    # fork, each worker's own: connections must not be shared.
    import app.factory  # noqa: F401  # what is imported before the fork is shared

    # What a collection does not walk is not copied by it.
    gc.freeze()


def upgrade_file(database_url: str) -> None:
    """Bring a database in a file to the newest schema; others have a job for it."""
    if not database_url.startswith("sqlite:") or is_newest(database_url):
        return
    # In a process of its own, so that no worker carries Alembic along; it is no
    # worker, whose metrics would count.
    variables = {k: v for k, v in os.environ.items() if k != METRICS_FOLDER}
    done = subprocess.run(  # nosec B603
        UPGRADE, env=variables, stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit("could not upgrade the database: see above; fix it and start again")


def is_newest(database_url: str) -> bool:
    """Tell whether all migrations have been run: to ask takes a second less."""
    from app.assembly import SUPPORTED
    from app.store.database import Unavailable, connect, transaction

    engine = connect(database_url)
    try:
        with transaction(engine) as connection:
            found = connection.exec_driver_sql(
                "SELECT version_num FROM alembic_version"
            )
            return found.scalar() == str(SUPPORTED.knows)
    except Unavailable:
        return False
    finally:
        engine.dispose()
