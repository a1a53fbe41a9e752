"""Gather what cards and rows show from the ledger."""

from datetime import datetime

from app.board import cards
from app.board.cards import EnvironmentCard
from app.domain.deployment import Details, Environment
from app.domain.environments import Release
from app.domain.paging import Query
from app.services import services
from app.store import environments

# Reports on one release in one environment: seldom more than a handful.
OF_ONE = 20


def card(environment: Environment, service: str, now: datetime) -> EnvironmentCard:
    """Return the card of an environment."""
    state = environments.state(services().ledger, environment, service)
    told = details(state.current, environment, service) if state.current else Details()
    return cards.environment(state, told, now)


def details(release: Release, environment: Environment, service: str) -> Details:
    """Return what is told of a release: the pipeline says most, wherever it ran.

    Who approved it counts for the environment alone.
    """
    ledger = services().ledger
    query = Query(OF_ONE, environment, digest=release.digest, service=service)
    own = [each.deployment.details for each in ledger.page(query).entries]
    first = ledger.first_of_digest(release.digest)
    known = [*own, *([first.details] if first else [])]
    return Details(
        run=next((each.run for each in known if each.run), None),
        report=next((each.report for each in known if each.report), None),
        approved_by=next((each.approved_by for each in own if each.approved_by), None),
    )
