"""Answer requests that change nothing: plan, holds, history, DORA.

For people, or as JSON, which then is all of the answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pipeline.core.environments import as_json, dora, history
from pipeline.core.environments.decision import Snapshot
from pipeline.core.environments.hold import Hold, holds_on
from pipeline.writer import promoting
from pipeline.writer.rendering import Renderer
from pipeline.writer.request import Request
from pipeline.writer.snapshot import Needs, places_of

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be known to answer, and the answer for people."""

    needs: Needs
    answer: Callable[[Snapshot, Renderer], str]


def _holds(request: Request) -> Question:
    environment, json = request.arguments.environment(), _wants_json(request)

    def answer(snapshot: Snapshot, _: Renderer) -> str:
        held = holds_on(snapshot, places_of(snapshot.files), environment)
        if json:
            return as_json.holds(held).rstrip("\n")
        lines = (_line(each) for each in held)
        return "\n".join(lines) or f"nothing is on hold for {environment.value}"

    return Question(Needs(), answer)


def _line(hold: Hold) -> str:
    when = f"{hold.at:%Y-%m-%d %H:%M}" if hold.at else "some day"
    return f"{hold.digest}  {when}  {hold.by or 'somebody'}: {hold.reason}"


def _history(request: Request) -> Question:
    environment, json = request.arguments.environment(), _wants_json(request)

    def answer(snapshot: Snapshot, _: Renderer) -> str:
        entries = history.history(snapshot, places_of(snapshot.files), environment)
        return as_json.history(entries) if json else history.text(entries)

    return Question(Needs(past=(environment,)), answer)


def _dora(request: Request) -> Question:
    environment = request.arguments.environment()
    days, json = request.arguments.number("days", DAYS), _wants_json(request)

    def answer(snapshot: Snapshot, _: Renderer) -> str:
        entries = history.history(snapshot, places_of(snapshot.files), environment)
        figures = dora.measure(entries, environment, days, request.author.at)
        return as_json.dora(figures) if json else dora.text(figures)

    return Question(Needs(past=(environment,)), answer)


def _wants_json(request: Request) -> bool:
    return request.arguments.given.get("json") is True


def _plan(request: Request) -> Question:
    return Question(promoting.needs(request, write=False), promoting.plan(request))


QUESTIONS: Final[Mapping[str, Callable[[Request], Question]]] = MappingProxyType(
    {"plan": _plan, "holds": _holds, "history": _history, "dora": _dora}
)
