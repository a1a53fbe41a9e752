"""Make the application."""

from collections.abc import Callable

from flask import Flask, request

from app import VERSION, commands
from app.assembly import assemble
from app.board.assets import Assets
from app.observe import requests, tracing
from app.settings import Settings
from app.web import headers, limits, prefix, probes, problems, queries
from app.web.api import (
    body,
    deployments,
    dora,
    environments,
    hooks,
    notes,
    openapi,
    sessions,
)
from app.web.pages import account, board, deployment, history, static

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
    history.bp,
    deployment.bp,
    account.bp,
    static.bp,
)


def address_of(assets: Assets) -> Callable[[str], str]:
    """Return what gives pages the address of a static file."""
    return lambda name: assets.url(name, request.script_root)


def create_app(settings: Settings) -> Flask:
    """Return an application that has everything it needs from its settings."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body.MAX_BYTES
    services = assemble(settings)
    services.attach(app)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(asset=address_of(services.assets), version=VERSION)
    headers.install(app, settings.cdn_url)
    requests.install(app, services.metrics, settings.trusted_proxies)
    prefix.install(app, settings.base_path, settings.trusted_proxies)
    problems.install(app)
    limits.install(app)
    queries.install(app)
    if settings.otel_exporter_otlp_endpoint:
        stop = tracing.install(app, settings.otel_exporter_otlp_endpoint)
        services.closing.append(stop)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    commands.install(app)
    return app
