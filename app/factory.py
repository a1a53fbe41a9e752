"""Make the application."""

from flask import Flask

from app import commands
from app.assembly import assemble
from app.observe import correlation, requests
from app.settings import Settings
from app.web import (
    body,
    deployments,
    dora,
    environments,
    hooks,
    notes,
    openapi,
    probes,
    problems,
    sessions,
)

BLUEPRINTS = (
    probes.bp,
    deployments.bp,
    notes.bp,
    environments.bp,
    dora.bp,
    hooks.bp,
    sessions.bp,
    openapi.bp,
)


def create_app(settings: Settings) -> Flask:
    """Return an application that has everything it needs from its settings."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body.MAX_BYTES
    assemble(settings).attach(app)
    correlation.install(app)
    requests.install(app)
    problems.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    commands.install(app)
    return app
