"""Run a request and report its result."""

import os
from collections.abc import Mapping

from pipeline.core.environments.decision import Intent, Nothing
from pipeline.writer.attempt import settled
from pipeline.writer.branch import GitBranch, opened
from pipeline.writer.effects import EFFECTS, effect, governed
from pipeline.writer.git import commit
from pipeline.writer.landing import land, look
from pipeline.writer.questions import QUESTIONS
from pipeline.writer.rendering import Kustomize, Renderer
from pipeline.writer.request import Request, wrong


def run(request: Request, given: Mapping[str, str]) -> str:
    """Return the answer for people."""
    name = request.arguments.effect
    if name in QUESTIONS:
        question = QUESTIONS[name](request)
        with opened(request.remote, question.needs, request.author, given) as branch:
            answer = question.answer(look(branch), _renderer(branch, given))
            # A program reads all of it.
            return answer if answer.startswith("{") else _warned(branch, answer)
    if name not in EFFECTS:
        known = ", ".join((*EFFECTS, *QUESTIONS))
        raise wrong(f"there is no effect '{name}'", f"take one of {known}")
    wanted = effect(name, request)
    with opened(request.remote, wanted.needs, request.author, given) as branch:
        act = _rehearse if request.dry_run else _land
        intent = governed(wanted, _renderer(branch, given))
        answer = act(branch, intent, f"{name} {wanted.environment.value}")
        return _warned(branch, answer)


def _warned(branch: GitBranch, answer: str) -> str:
    """Put before an answer what did not keep it from being given."""
    return f"warning: {branch.warning}\n{answer}" if branch.warning else answer


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
    diff, message = branch.diff(decision, snapshot), commit.message(decision)
    return f"{message}\n{diff}\n{what}: dry run: nothing was pushed"
