"""The effects by name: what each has to know, and which intent it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pipeline.core import release_json
from pipeline.core.bump import bump
from pipeline.core.catch_up import catch_up
from pipeline.core.config import Config
from pipeline.core.decision import Decision, Intent, Places, Snapshot
from pipeline.core.environment import Environment
from pipeline.core.holding import Order, hold, release_hold
from pipeline.core.plan import Render, Rendered
from pipeline.core.rollback import rollback
from pipeline.delivery import promoting
from pipeline.delivery.rendering import Renderer
from pipeline.delivery.request import Request
from pipeline.delivery.snapshot import Needs, places_of, settings
from pipeline.delivery.status import statuses

Make = Callable[[Places, Config, Renderer], Intent]


@dataclass(frozen=True, slots=True)
class Effect:
    """An intent that is yet to learn where the environments are, and what governs."""

    environment: Environment
    needs: Needs
    make: Make


@dataclass(slots=True)
class Governed:
    """An intent under the settings of the newest commit.

    It is made once for the same settings: a rollback remembers what it first saw.
    """

    effect: Effect
    renderer: Renderer
    made: dict[Config, Intent] = field(default_factory=dict)

    def __call__(self, snapshot: Snapshot) -> Decision:
        """Decide what is to be written."""
        config = settings(snapshot.files)
        if config not in self.made:
            places = places_of(snapshot.files)
            self.made[config] = self.effect.make(places, config, self.renderer)
        return self.made[config](snapshot)


def effect(name: str, request: Request) -> Effect:
    """Return an effect whose arguments are fit, before the network is used."""
    made = EFFECTS[name](request)
    made.make(Places(), Config(), _unrendered)
    return made


def _unrendered(environment: Environment, places: Places) -> Render:
    return lambda snapshot, files: Rendered("", "")


def _bump(request: Request) -> Effect:
    where = request.arguments.environment()
    release = release_json.read(request.arguments.text("release"), "release.json")
    needs = Needs(writes=(where,))
    return Effect(where, needs, lambda places, *_: bump(release, where, places))


def _promote(request: Request) -> Effect:
    where = request.arguments.environment("target")
    needs = promoting.needs(request, write=True)
    return Effect(where, needs, promoting.promote(request))


def _rollback(request: Request) -> Effect:
    order, arguments = _order(request), request.arguments
    to, bad = arguments.text("to", ""), arguments.text("bad", "")
    known = statuses(arguments)
    return Effect(
        order.environment,
        _looking_back(order.environment),
        lambda places, *_: rollback(order, places, to, bad, known),
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
    )


def _hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        order.environment, needs, lambda places, *_: hold(order, digest, places)
    )


def _release_hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        order.environment, needs, lambda places, *_: release_hold(order, digest, places)
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
