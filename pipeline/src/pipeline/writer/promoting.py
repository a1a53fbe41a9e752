"""Run requests to plan and to promote."""

from collections.abc import Callable

from pipeline.core.deploy import plan_json, plan_text
from pipeline.core.deploy.case import Request as Promotion
from pipeline.core.deploy.plan import Planner
from pipeline.core.deploy.promotion import promotion
from pipeline.core.environments.decision import Intent, Nothing, Places, Snapshot
from pipeline.core.environments.policy import rules
from pipeline.core.json_file import written
from pipeline.core.project.config import Config
from pipeline.writer.rendering import Renderer
from pipeline.writer.request import Request
from pipeline.writer.snapshot import Needs, places_of, settings
from pipeline.writer.status import statuses

Promote = Callable[[Places, Config, Renderer], Intent]


def needs(request: Request, *, write: bool) -> Needs:
    """Say what a promotion has to know."""
    target = request.arguments.environment("target")
    return Needs(writes=(target,) if write else (), past=(target,), trees=True)


def promote(request: Request) -> Promote:
    """Return a promotion, bound to an approved plan where its hash is given."""
    approved = request.arguments.text("plan_hash", "")
    asked = _asked(request)

    def intent(places: Places, config: Config, renderer: Renderer) -> Intent:
        if approved:
            return _planner(request, asked(config), places, renderer).as_approved(
                approved
            )
        return promotion(asked(config), places)

    return intent


def plan(request: Request) -> Callable[[Snapshot, Renderer], str]:
    """Return the plan of a promotion, for people or for programs."""
    asked, json = _asked(request), request.arguments.given.get("json") is True

    def answer(snapshot: Snapshot, renderer: Renderer) -> str:
        places, config = places_of(snapshot.files), settings(snapshot.files)
        planned = _planner(request, asked(config), places, renderer).plan(snapshot)
        if isinstance(planned, Nothing):
            nothing = {"nothing": planned.why}
            return written(nothing) if json else f"nothing to do: {planned.why}"
        if json:
            return plan_json.text(planned)
        return plan_text.text(planned).rstrip("\n")

    return answer


def _asked(request: Request) -> Callable[[Config], Promotion]:
    arguments = request.arguments
    source, target = (arguments.environment(name) for name in ("source", "target"))
    approved_by, known = arguments.text("approved_by", ""), statuses(arguments)
    return lambda config: Promotion(
        source, target, rules(config), known, approved_by, at=request.author.at
    )


def _planner(
    request: Request, asked: Promotion, places: Places, renderer: Renderer
) -> Planner:
    return Planner(asked, places, renderer(asked.target, places), request.author.at)
