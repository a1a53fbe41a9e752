"""The application of a process, made from its environment."""

import os
from pathlib import Path

from flask import Flask

from app.factory import create_app
from app.observe import logs
from app.observe.metrics import DIRECTORY
from app.settings import load


def application() -> Flask:
    """Return the application, or end the process when a setting is wrong."""
    settings = load(os.environ)
    logs.configure(settings.log_level)
    # Gunicorn makes the folder; a command that runs without it finds none.
    if folder := os.environ.get(DIRECTORY):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return create_app(settings)
