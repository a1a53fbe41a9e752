"""Make the application."""

import structlog
from flask import Flask
from structlog.typing import FilteringBoundLogger

from app.draining import DRAINING
from app.observe import correlation, requests
from app.observe.metrics import Metrics
from app.services import Services
from app.settings import Settings
from app.store.ledger import Ledger, LedgerUnavailable
from app.web import body, deployments, environments, probes, problems

log: FilteringBoundLogger = structlog.get_logger()


def create_app(settings: Settings) -> Flask:
    """Return an application that has everything it needs from its settings."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body.MAX_BYTES
    assemble(settings).attach(app)
    correlation.install(app)
    requests.install(app)
    problems.install(app)
    for blueprint in (probes.bp, deployments.bp, environments.bp):
        app.register_blueprint(blueprint)
    return app


def assemble(settings: Settings) -> Services:
    """Make the services, whether or not the database is up yet."""
    if not settings.api_token_hashes:
        log.warning("nobody can record deployments", unset="API_TOKEN_HASHES")
    ledger = Ledger.at(settings.database_url)
    try:
        ledger.ensure()
    except LedgerUnavailable as error:
        # Readiness tries again: exiting here would turn a short absence of the
        # database into a crash loop of every replica.
        log.warning("database unavailable at start", error=str(error))
    return Services(settings, ledger, Metrics(settings.release_commit), DRAINING)
