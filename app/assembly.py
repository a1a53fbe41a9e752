"""Make the services of an application from its settings."""

import structlog
from structlog.typing import FilteringBoundLogger

from app.board.assets import Assets
from app.domain.schema import Supported, complaint
from app.draining import DRAINING
from app.memory.cache import Cache
from app.memory.limits import Limits
from app.memory.process import ProcessStore
from app.memory.sessions import Sessions
from app.memory.store import Away, Store
from app.observe.metrics import Metrics
from app.readiness import Check
from app.services import Services
from app.settings import Settings
from app.store.database import PoolOptions, Unavailable, connect
from app.store.ledger import Ledger

# The schema that this version needs, and the newest that it knows.
SUPPORTED = Supported(needs=5, knows=6)

log: FilteringBoundLogger = structlog.get_logger()


def assemble(settings: Settings) -> Services:
    """Make the services, whether or not database and Redis are up yet."""
    if not settings.api_token_hashes:
        log.warning("nobody can record deployments", unset="API_TOKEN_HASHES")
    metrics = Metrics(settings.release_commit)
    ledger = Ledger(connect(settings.database_url, pool(settings, metrics)))
    # Probes must not wait behind requests for a connection.
    probed = Ledger(connect(settings.database_url, PoolOptions(size=1)))
    store = store_at(settings.redis_url)
    database = Check(lambda: database_complaint(probed))
    redis = Check(lambda: store_complaint(store))
    return Services(
        settings=settings,
        ledger=ledger,
        cache=Cache(store, settings.cache_seconds, metrics.count_cache),
        sessions=Sessions(store),
        limits=limits_in(store),
        metrics=metrics,
        assets=Assets.read(settings.cdn_url),
        draining=DRAINING,
        database_check=database,
        redis_check=redis,
        closing=[
            database.close,
            redis.close,
            ledger.engine.dispose,
            probed.engine.dispose,
            store.close,
        ],
    )


def store_at(redis_url: str) -> Store:
    """Return the store of all workers, or one of this process where there is none."""
    if not redis_url:
        return ProcessStore()
    # Not at the top: a worker that does without saves a tenth of its memory.
    from app.memory.redis import RedisStore

    return RedisStore.at(redis_url)


def limits_in(store: Store) -> Limits:
    """Return counts in a store, but with sessions in no store that they could fill."""
    spare = ProcessStore()
    return Limits(spare if isinstance(store, ProcessStore) else store, spare)


def pool(settings: Settings, metrics: Metrics) -> PoolOptions:
    """Return the pool that the settings ask for, measured."""
    return PoolOptions(
        size=settings.database_pool,
        recycle_seconds=settings.database_recycle_seconds,
        waiting=metrics.pool_waiting.track_inprogress(),
        in_use=metrics.pool_in_use.set,
    )


def database_complaint(ledger: Ledger) -> str | None:
    """Say why the database cannot be used; None when it can."""
    try:
        return complaint(ledger.schema(), SUPPORTED)
    except Unavailable:
        # The driver's words name hosts and users: they are for the log.
        return (
            "it cannot be reached, or has no tables; if it runs, make them with"
            " 'flask --app app.wsgi:application db-upgrade'"
        )


def store_complaint(store: Store) -> str | None:
    """Say why sessions and cache cannot be used; None when they can."""
    try:
        store.ping()
    except Away:
        return "it does not answer"
    return None
