"""How long answers take while the ledger grows: `python -m bench.service.growth`.

Each is made anew: nothing comes from the cache. What counts is how a line grows from
column to column, which other work on the machine disturbs little.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import text

from app.factory import create_app
from app.observe import logs
from app.services import KEY, Services
from app.variables import LogLevel
from tests.app import examples
from tests.places import Servers

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ASKED = 100
# Three reports on a change, and 20,000 changes a year in each environment.
A_DAY = 493
PATHS = (
    "/",
    "/environments/production",
    "/deployments/1",
    "/api/v1/environments",
    "/api/v1/dora",
    "/api/v1/dora?days=365",
    "/api/v1/deployments",
    "/api/v1/deployments?limit=200",
    "/api/v1/deployments?actor=nobody",
    "/api/v1/deployments?environment=dev&status=rolled-back",
    "/api/v1/deployments?digest=sha256:" + "0" * 64,
    "/api/v1/deployments/1",
)
# Of ten changes one fails and is rolled back; a release comes to all environments.
FILL = """
INSERT INTO deployments
  (service, environment, digest, "commit", version, status, actor, time, committed)
SELECT 'release-ledger', (ARRAY['dev', 'staging', 'production'])[1 + change % 3],
  'sha256:' || md5(release::text) || md5('d' || release),
  md5(release::text) || '00000000',
  '1.' || release, status, 'argocd', time, time - interval '5 hours'
FROM (
  SELECT number / 3 AS change, number / 9 AS release,
    CASE WHEN number % 3 = 0 THEN 'started' WHEN number % 3 = 1 THEN 'healthy'
      WHEN (number / 3) % 10 < 9 THEN 'healthy'
      WHEN (number / 3) % 20 < 10 THEN 'degraded' ELSE 'rolled-back' END AS status,
    now() - interval '1 day' * ((:size - number)::float / :a_day) AS time
  FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS number
) AS told"""


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print the p99 of every answer at each size, and how much it grew."""
    logs.configure(LogLevel.ERROR)
    print(f"\nAnswers without a cache, on PostgreSQL (load {os.getloadavg()[0]:.1f})")
    print(
        f"{'p99 in ms at':56}" + "".join(f"{size:>10,}" for size in sizes) + "  growth"
    )
    found: dict[str, list[float]] = {path: [] for path in PATHS}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as (services, client),
    ):
        first = 0
        for size in sizes:
            fill(services, first, size)
            first = size + 1
            for path in PATHS:
                found[path].append(slowest(services, client, path))
            print(f"{size:,} reports measured", file=sys.stderr, flush=True)
    for path, times in found.items():
        columns = "".join(f"{each:10.1f}" for each in times)
        print(f"{path:56}{columns}{times[-1] / times[0]:7.1f}x", flush=True)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Services, FlaskClient]]:
    """Run an application on a PostgreSQL of its own."""
    servers = Servers.start(folder)
    app = create_app(examples.settings(servers.place()))
    services: Services = app.extensions[KEY]
    try:
        yield services, app.test_client()
    finally:
        services.close()
        servers.stop()


def fill(services: Services, first: int, size: int) -> None:
    """Add reports up to a number of them, as those of years."""
    while first <= size:
        last = min(size, max(2 * first, 1000))
        add(services, {"first": first, "last": last, "size": size, "a_day": A_DAY})
        first = last + 1


def add(services: Services, numbers: dict[str, int]) -> None:
    """Add some reports, and let the database take stock of them."""
    # By steps: the trigger's plans were made for the size that was analysed last.
    with services.ledger.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text("SET statement_timeout = 0"))
        alone.execute(text(FILL), numbers)
        alone.execute(text("VACUUM ANALYZE"))
        alone.execute(text("RESET statement_timeout"))


def slowest(services: Services, client: FlaskClient, path: str) -> float:
    """Return the milliseconds that 99 of 100 answers did not exceed."""
    times = []
    for _ in range(ASKED):
        services.cache.invalidate()
        begun = time.perf_counter()
        answer = client.get(path)
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.text
    return sorted(times)[ASKED - 2] * 1000


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
