"""The application of a process, made from its environment."""

import os

from flask import Flask

from app.factory import create_app
from app.observe import logs
from app.settings import load


def application() -> Flask:
    """Return the application, or end the process when a setting is wrong."""
    settings = load(os.environ)
    logs.configure(settings.log_level)
    return create_app(settings)
