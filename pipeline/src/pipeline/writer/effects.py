"""The effects by name: their arguments and intents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pipeline.core.deploy.abort import catch_up
from pipeline.core.deploy.bump import bump, check_entry
from pipeline.core.deploy.place_hold import Order, hold, release_hold
from pipeline.core.deploy.plan import Render, Rendered
from pipeline.core.deploy.rollback import rollback
from pipeline.core.deploy.written import checked
from pipeline.core.environments.decision import Decision, Intent, Places, Snapshot
from pipeline.core.environments.policy import rules
from pipeline.core.project.config import Config
from pipeline.core.project.environment import Environment
from pipeline.core.release import release_json
from pipeline.writer import promoting
from pipeline.writer.rendering import Renderer
from pipeline.writer.request import Request
from pipeline.writer.snapshot import Needs, places_of, settings
from pipeline.writer.status import statuses

Make = Callable[[Places, Config, Renderer], Intent]


@dataclass(frozen=True, slots=True)
class Effect:
    """An intent that is yet to learn where the environments are, and what governs.

    What is *urgent* needs no settings but those: they need not even be readable.
    """

    environment: Environment
    needs: Needs
    make: Make
    urgent: bool = False


def governed(effect: Effect, renderer: Renderer) -> Intent:
    """Return an effect's intent under the settings of whatever commit is newest."""

    def intent(snapshot: Snapshot) -> Decision:
        config = Config() if effect.urgent else settings(snapshot.files)
        places = places_of(snapshot.files)
        decision = effect.make(places, config, renderer)(snapshot)
        return checked(decision, snapshot, places, effect.environment)

    return intent


def effect(name: str, request: Request) -> Effect:
    """Return an effect whose arguments are fit, before the network is used."""
    made = EFFECTS[name](request)
    made.make(Places(), Config(), _unrendered)
    return made


def _unrendered(environment: Environment, places: Places) -> Render:
    return lambda snapshot, files: Rendered("", "")


def _bump(request: Request) -> Effect:
    where = request.arguments.environment()
    check_entry(where)
    release = release_json.read(request.arguments.text("release"), "release.json")
    return Effect(
        where,
        Needs(writes=(where,)),
        lambda places, config, _: bump(release, where, places, rules(config)),
    )


def _promote(request: Request) -> Effect:
    where = request.arguments.environment("target")
    needs = promoting.needs(request, write=True)
    return Effect(where, needs, promoting.promote(request))


def _rollback(request: Request) -> Effect:
    order, arguments = _order(request), request.arguments
    to, bad = arguments.text("to", ""), arguments.text("bad", "")
    # One for all tries: it remembers what the first one found.
    command = rollback(order, to, bad, statuses(arguments))
    return Effect(
        order.environment,
        _looking_back(order.environment),
        lambda places, *_: command.within(places),
        urgent=True,
    )


def _catch_up(request: Request) -> Effect:
    arguments, author = request.arguments, request.author
    where, rollout = arguments.environment(), arguments.text("rollout")
    known = statuses(arguments)
    return Effect(
        where,
        _looking_back(where),
        lambda places, *_: catch_up(
            where, rollout, author.name, author.at, places, known
        ),
        urgent=True,
    )


def _hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        order.environment,
        needs,
        lambda places, *_: hold(order, digest, places),
        urgent=True,
    )


def _release_hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        order.environment,
        needs,
        lambda places, *_: release_hold(order, digest, places),
        urgent=True,
    )


def _looking_back(where: Environment) -> Needs:
    return Needs(writes=(where,), past=(where,))


def _order(request: Request) -> Order:
    arguments, author = request.arguments, request.author
    reason = arguments.text("reason")
    return Order(arguments.environment(), reason, author.name, author.at)


EFFECTS: Final[Mapping[str, Callable[[Request], Effect]]] = MappingProxyType(
    {
        "bump": _bump,
        "promote": _promote,
        "rollback": _rollback,
        "catch-up": _catch_up,
        "hold": _hold,
        "release-hold": _release_hold,
    }
)
