"""Make the application."""

from flask import Flask

from app import VERSION, commands
from app.assembly import assemble
from app.observe import requests, tracing
from app.settings import Settings
from app.web import (
    account,
    board,
    body,
    deployment_page,
    deployments,
    dora,
    environments,
    headers,
    hooks,
    notes,
    openapi,
    probes,
    problems,
    sessions,
    static,
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
    board.bp,
    deployment_page.bp,
    account.bp,
    static.bp,
)


def create_app(settings: Settings) -> Flask:
    """Return an application that has everything it needs from its settings."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body.MAX_BYTES
    services = assemble(settings)
    services.attach(app)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(asset=services.assets.url, version=VERSION)
    headers.install(app, settings.cdn_url)
    requests.install(app, services.metrics, settings.trusted_proxies)
    problems.install(app)
    if settings.otel_exporter_otlp_endpoint:
        stop = tracing.install(app, settings.otel_exporter_otlp_endpoint)
        services.closing.append(stop)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    commands.install(app)
    return app
