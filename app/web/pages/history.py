"""What was reported: on one environment, or whatever somebody looks for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from app.board import cards
from app.board.figures import figures
from app.board.pages import HistoryPage, SearchPage
from app.domain.deployment import NAME, SERVICE, Environment, Status
from app.domain.dora import Window
from app.domain.fields import Readers
from app.domain.paging import CURSOR, Cursor, Query
from app.domain.readers import choice, optional, words
from app.services import services
from app.store import environments
from app.store.entries import Page
from app.store.search import LOOKED_THROUGH, search
from app.web import queries
from app.web.api.dora import dora
from app.web.caching import shared
from app.web.pages.gathering import card

bp = Blueprint("history", __name__)

SHOWN = 20
DAYS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a history is asked for."""

    service: str
    cursor: Cursor | None


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for among all reports."""

    text: str | None
    service: str | None
    environment: Environment | None
    status: Status | None
    cursor: Cursor | None


PART: Readers = {
    "service": optional(NAME, SERVICE),
    "cursor": optional(CURSOR, None),
}
QUESTION: Readers = {
    "text": optional(words(100), None),
    "service": optional(NAME, None),
    "environment": optional(choice(Environment), None),
    "status": optional(choice(Status), None),
    "cursor": optional(CURSOR, None),
}


@bp.get("/environments/<name>")
def show(name: str) -> Response:
    """Show what was reported on an environment, newest first."""
    environment = found(name)
    part = queries.read(Part, PART)
    page = history_page(environment, part)
    return shared(Response(render_template("history.html", page=page, part=part)))


def found(name: str) -> Environment:
    """Return the environment of a name, or answer that there is none."""
    for environment in Environment:
        if environment.value == name:
            return environment
    raise NotFound(f"could not find environment '{name[:100]}': see the board")


def history_page(environment: Environment, part: Part) -> HistoryPage:
    """Gather what the history of an environment shows."""
    now = datetime.now(UTC)
    page = services().ledger.page(
        Query(SHOWN, environment, cursor=part.cursor, service=part.service)
    )
    return HistoryPage(
        card(environment, part.service, now),
        figures(dora(Window(environment, DAYS, part.service))),
        tuple(cards.row(entry, now) for entry in page.entries),
        str(page.next) if page.next else None,
    )


@bp.get("/deployments")
def look_for() -> Response:
    """Show the reports that fit what a form asks for."""
    question = queries.read(Question, QUESTION, blanks=True)
    page = search_page(question)
    html = render_template(
        "search.html", page=page, asked=question, environments=Environment, all=Status
    )
    return shared(Response(html))


def search_page(question: Question) -> SearchPage:
    """Gather the reports that fit a question."""
    now = datetime.now(UTC)
    page = answers(question)
    return SearchPage(
        tuple(cards.row(entry, now) for entry in page.entries),
        environments.services(services().ledger),
        str(page.next) if page.next else None,
        LOOKED_THROUGH if page.next and len(page.entries) < SHOWN else None,
    )


def answers(question: Question) -> Page:
    """Return a page of the reports that fit a question."""
    query = Query(
        SHOWN,
        question.environment,
        question.status,
        service=question.service,
        cursor=question.cursor,
    )
    if question.text is None:
        return services().ledger.page(query)
    return search(services().ledger, query, question.text)
