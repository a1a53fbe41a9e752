"""The effects by name: what each has to know, and which intent it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pipeline.core import release_json
from pipeline.core.bump import bump
from pipeline.core.config import Config
from pipeline.core.decision import Decision, Intent, Places, Snapshot
from pipeline.core.holding import Order, hold, release_hold
from pipeline.core.rollback import rollback
from pipeline.delivery.request import Request
from pipeline.delivery.snapshot import Needs, places_of, settings
from pipeline.delivery.status import statuses


@dataclass(frozen=True, slots=True)
class Effect:
    """An intent that is yet to learn where the environments are, and what governs."""

    needs: Needs
    intent: Callable[[Places, Config], Intent]
    about: str


@dataclass(slots=True)
class Governed:
    """An intent under the settings of the newest commit.

    It is made once for the same settings: some remember what they first saw.
    """

    effect: Effect
    made: dict[Config, Intent] = field(default_factory=dict)

    def __call__(self, snapshot: Snapshot) -> Decision:
        """Decide what is to be written."""
        config = settings(snapshot.files)
        if config not in self.made:
            self.made[config] = self.effect.intent(places_of(snapshot.files), config)
        return self.made[config](snapshot)


def _bump(request: Request) -> Effect:
    environment = request.arguments.environment()
    release = release_json.read(request.arguments.text("release"), "release.json")
    needs = Needs(writes=(environment,))
    return Effect(
        needs, lambda places, _: bump(release, environment, places), environment.value
    )


def _rollback(request: Request) -> Effect:
    order, arguments = _order(request), request.arguments
    to, bad = arguments.text("to", ""), arguments.text("bad", "")
    known = statuses(arguments)
    needs = Needs(writes=(order.environment,), past=(order.environment,))
    return Effect(
        needs,
        lambda places, _: rollback(order, places, to, bad, known),
        order.environment.value,
    )


def _hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        needs, lambda places, _: hold(order, digest, places), order.environment.value
    )


def _release_hold(request: Request) -> Effect:
    order, digest = _order(request), request.arguments.text("digest")
    needs = Needs(writes=(order.environment,))
    return Effect(
        needs,
        lambda places, _: release_hold(order, digest, places),
        order.environment.value,
    )


def _order(request: Request) -> Order:
    arguments, author = request.arguments, request.author
    return Order(
        *(arguments.environment(), arguments.text("reason"), author.name, author.at)
    )


EFFECTS: Final[Mapping[str, Callable[[Request], Effect]]] = MappingProxyType(
    {
        "bump": _bump,
        "rollback": _rollback,
        "hold": _hold,
        "release-hold": _release_hold,
    }
)
