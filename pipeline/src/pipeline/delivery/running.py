"""Do what a request asks for, and say what came of it."""

import os
from collections.abc import Mapping

from pipeline.core.decision import Intent, Nothing
from pipeline.delivery import writing
from pipeline.delivery.branch import GitBranch, opened
from pipeline.delivery.effects import EFFECTS, Governed, effect
from pipeline.delivery.landing import land, look, settled
from pipeline.delivery.questions import QUESTIONS
from pipeline.delivery.rendering import Kustomize, Renderer
from pipeline.delivery.request import Request, wrong


def run(request: Request, given: Mapping[str, str]) -> str:
    """Return the answer for people."""
    name = request.arguments.effect
    if name in QUESTIONS:
        question = QUESTIONS[name](request)
        with opened(request.remote, question.needs, request.author, given) as branch:
            return question.answer(look(branch), _renderer(branch, given))
    if name not in EFFECTS:
        known = ", ".join((*EFFECTS, *QUESTIONS))
        raise wrong(f"there is no effect '{name}'", f"take one of {known}")
    wanted = effect(name, request)
    with opened(request.remote, wanted.needs, request.author, given) as branch:
        act = _rehearse if request.dry_run else _land
        intent = Governed(wanted, _renderer(branch, given))
        return act(branch, intent, f"{name} {wanted.environment.value}")


def _renderer(branch: GitBranch, given: Mapping[str, str]) -> Renderer:
    return Kustomize(branch.clone, given.get("PATH", os.defpath)).renderer


def _land(branch: GitBranch, intent: Intent, what: str) -> str:
    done = land(branch, intent)
    if isinstance(done, Nothing):
        return f"{what}: nothing to do: {done.why}"
    return f"{what}: landed {done.commit} (tries: {done.tries})"


def _rehearse(branch: GitBranch, intent: Intent, what: str) -> str:
    """Show what would be written. It is the same up to the push."""
    snapshot = look(branch)
    decision = settled(intent(snapshot), snapshot)
    if isinstance(decision, Nothing):
        return f"{what}: nothing to do: {decision.why}"
    diff, message = branch.diff(decision, snapshot), writing.message(decision)
    return f"{message}\n{diff}\n{what}: dry run: nothing was pushed"
