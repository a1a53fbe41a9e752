"""The pages on what runs where, which everybody may see."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from app.board import pages, plots
from app.board.figures import figures
from app.board.pages import TIME_LINE_DAYS, BoardPage, HistoryPage
from app.domain.deployment import SERVICE, Environment
from app.domain.dora import Window
from app.domain.fields import build
from app.domain.paging import CURSOR, MAX_PAGE, Cursor, Query
from app.domain.readers import optional
from app.services import services
from app.web.answers import cached_page
from app.web.dora import dora
from app.web.environments import state, states

bp = Blueprint("board", __name__)

SHOWN = 20
DAYS = 30
FILTERS = {"cursor": optional(CURSOR, None)}


@bp.get("/")
def index() -> Response:
    """Show what runs where."""
    return cached_page("board", lambda: render_template("board.html", page=board()))


@bp.get("/environments/<name>")
def history(name: str) -> Response:
    """Show what was reported on an environment, newest first."""
    environment = found(name)
    cursor = build(dict[str, Cursor | None], FILTERS, request.args)["cursor"]
    page = history_page(environment, cursor)
    return Response(render_template("history.html", page=page, cursor=cursor))


def found(name: str) -> Environment:
    """Return the environment of a name, or answer that there is none."""
    for environment in Environment:
        if environment.value == name:
            return environment
    raise NotFound(f"could not find environment '{name[:100]}': see the board")


def board() -> BoardPage:
    """Gather what the board shows."""
    now = datetime.now(UTC)
    recent = services().ledger.page(
        Query(MAX_PAGE, since=now - timedelta(days=TIME_LINE_DAYS))
    )
    newest = services().ledger.page(Query(SHOWN))
    return BoardPage(
        tuple(pages.environment(each, now) for each in states(SERVICE)),
        figures(dora(Window(Environment.PRODUCTION, DAYS))),
        plots.time_line(recent.entries, now, TIME_LINE_DAYS),
        tuple(pages.row(entry, now) for entry in newest.entries),
    )


def history_page(environment: Environment, cursor: Cursor | None) -> HistoryPage:
    """Gather what the history of an environment shows."""
    now = datetime.now(UTC)
    page = services().ledger.page(Query(SHOWN, environment, cursor=cursor))
    return HistoryPage(
        pages.environment(state(environment, SERVICE), now),
        figures(dora(Window(environment, DAYS))),
        tuple(pages.row(entry, now) for entry in page.entries),
        str(page.next) if page.next else None,
    )
