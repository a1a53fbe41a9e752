"""What runs where, which everybody may see."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from app.board import cards, time_line
from app.board.cards import DifferenceCard
from app.board.figures import figures
from app.board.pages import TIME_LINE_DAYS, BoardPage
from app.board.time_line import TimeLine
from app.domain.deployment import NAME, SERVICE, Environment
from app.domain.dora import Window
from app.domain.fields import Readers
from app.domain.paging import MAX_PAGE, Query
from app.domain.readers import optional, whole_number
from app.services import services
from app.store import environments
from app.store.differences import difference
from app.web import queries
from app.web.answers import cached_page
from app.web.api.dora import dora
from app.web.pages.gathering import card

bp = Blueprint("board", __name__)

SHOWN = 20
DAYS = 30


@dataclass(frozen=True, slots=True)
class View:
    """Of which service, and after how many seconds it is loaded again."""

    service: str
    refresh: int | None


READERS: Readers = {
    "service": optional(NAME, SERVICE),
    "refresh": optional(whole_number(5, 3600), None),
}


@bp.get("/")
def index() -> Response:
    """Show what runs where."""
    view = queries.read(View, READERS)
    answer = cached_page(
        f"board:{view.service}:{view.refresh}",
        lambda: render_template("board.html", page=board(view.service), view=view),
    )
    if view.refresh:
        # By those who ask for it only: a page must not change beneath a reader.
        answer.headers["Refresh"] = str(view.refresh)
    return answer


def board(service: str) -> BoardPage:
    """Gather what the board shows of a service."""
    now = datetime.now(UTC)
    known = environments.services(services().ledger)
    if service not in (SERVICE, *known):
        raise NotFound(f"could not find service '{service}': see the board")
    newest = services().ledger.page(Query(SHOWN, service=service))
    return BoardPage(
        service,
        known,
        tuple(card(each, service, now) for each in Environment),
        ahead(service, now),
        figures(dora(Window(Environment.PRODUCTION, DAYS, service))),
        line(service, now),
        tuple(cards.row(entry, now) for entry in newest.entries),
    )


def ahead(service: str, now: datetime) -> DifferenceCard:
    """Return what waits for production."""
    ledger, places = services().ledger, (Environment.STAGING, Environment.PRODUCTION)
    return cards.difference(difference(ledger, service, *places), now)


def line(service: str, now: datetime) -> TimeLine:
    """Return the time line, on which each environment has room of its own."""
    since = now - timedelta(days=TIME_LINE_DAYS)
    page = services().ledger.page
    found = {
        each: page(Query(MAX_PAGE, each, since=since, service=service))
        for each in Environment
    }
    return time_line.time_line(found, now, TIME_LINE_DAYS)
