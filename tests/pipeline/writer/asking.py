"""Requests as the writer takes them, with no Git in between."""

from pipeline.core.deploy.plan import Render, Rendered
from pipeline.core.environments.decision import Intent, Places
from pipeline.core.project.environment import Environment
from pipeline.writer.effects import effect, governed
from pipeline.writer.git.commit import Author
from pipeline.writer.git.remote import Remote
from pipeline.writer.request import Arguments, Request
from tests.pipeline.deploy.shipping import NOON


def asked(name: str, **arguments: object) -> Intent:
    """Return the intent of a request, as the writer lands it."""
    author = Author("Ada", "ada@shop.example", NOON)
    remote = Remote("https://git.example/shop")
    request = Request(remote, author, Arguments(name, arguments), dry_run=False)
    return governed(effect(name, request), _unrendered)


def _unrendered(environment: Environment, places: Places) -> Render:
    return lambda snapshot, files: Rendered("", "")
