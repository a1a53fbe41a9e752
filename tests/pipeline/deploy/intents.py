"""The model's commands as the intents that they stand for."""

import json
from collections.abc import Mapping

from pipeline.core.deploy.abort import catch_up
from pipeline.core.deploy.bump import bump
from pipeline.core.deploy.case import Request
from pipeline.core.deploy.place_hold import Order, hold, release_hold
from pipeline.core.deploy.plan import Planner, Rendered, digest
from pipeline.core.deploy.promotion import promotion
from pipeline.core.deploy.rollback import rollback
from pipeline.core.environments.decision import Decision, Intent, Nothing, Snapshot
from pipeline.core.environments.environment_health import Current, Status, Statuses
from pipeline.core.environments.policy import Rules
from pipeline.core.errors import Refused
from pipeline.core.release.schema import Schema
from tests.pipeline.deploy import shipping
from tests.pipeline.deploy.commands import (
    NOTHING,
    REFUSED,
    Bump,
    CatchUp,
    Command,
    Hold,
    Promote,
    Rollback,
)
from tests.pipeline.deploy.files import BASE, ENVIRONMENTS, release
from tests.pipeline.deploy.model import Model
from tests.pipeline.deploy.shipping import NOON, PLACES, REPOSITORY, Repository

RULES = Rules(("lint", "test"), ("production",))


def decided(repository: Repository, intent: Intent) -> Decision | str:
    """Return what would be written; else in the model's words what is decided."""
    try:
        decision = intent(repository.snapshot())
    except Refused:
        return REFUSED
    return NOTHING if isinstance(decision, Nothing) else decision


def intent_of(model: Model, command: Command, approval: str = "") -> Intent:
    """Return the intent that a command stands for."""
    environment = ENVIRONMENTS[command.place]
    order = Order(environment, "because", "Ada", NOON)
    match command:
        case Bump(_, build):
            return bump(release(build, model.builds[build]), environment, PLACES)
        case Rollback(_, to, bad, schema):
            goal, left = (shipping.digest(each) if each else "" for each in (to, bad))
            statuses = _statuses(command.place, 0, schema)
            return rollback(order, goal, left, statuses).within(PLACES)
        case CatchUp(_, build, aborted):
            rollout = _rollout(build, aborted)
            return catch_up(environment, rollout, "argo", NOON, PLACES, {})
        case Hold(_, build, on):
            effect = hold if on else release_hold
            return effect(order, shipping.digest(build), PLACES)
        case Promote():
            request = _request(command)
            if approval:
                return planner(request).as_approved(approval)
            return promotion(request, PLACES)


def _request(command: Promote) -> Request:
    return Request(
        ENVIRONMENTS[command.place - 1],
        ENVIRONMENTS[command.place],
        RULES,
        _statuses(command.place, command.well, command.schema),
        "Ada" if command.approved else "",
    )


def _statuses(place: int, well: int, schema: tuple[int, int] | None) -> Statuses:
    target = ENVIRONMENTS[place]
    found = {target: Status(target, None, Schema(*schema) if schema else None)}
    if well > 0:
        source = ENVIRONMENTS[place - 1]
        current = Current(shipping.digest(well), "healthy")
        found[source] = Status(source, current)
    return found


def _rollout(build: int, aborted: bool) -> str:
    image = f"{REPOSITORY}@{shipping.digest(build)}"
    pod = {"containers": [{"image": image}]}
    rollout = {"kind": "Rollout", "spec": {"template": {"spec": pod}}}
    return json.dumps({**rollout, "status": {"abort": aborted}})


def plan_hash(repository: Repository, command: Promote) -> str | None:
    """Return the hash of a promotion's plan, if there is one."""
    try:
        plan = planner(_request(command)).plan(repository.snapshot())
    except Refused:
        return None
    return None if isinstance(plan, Nothing) else digest(plan)


def planner(request: Request) -> Planner:
    """Return a planner that renders by putting texts one after the other."""
    path = PLACES.component(request.target)

    def render(snapshot: Snapshot, changed: Mapping[str, str | None]) -> Rendered:
        before, base = snapshot.files[path], snapshot.files[BASE]
        return Rendered(before + base, (changed.get(path) or before) + base)

    return Planner(request, PLACES, render, NOON)
