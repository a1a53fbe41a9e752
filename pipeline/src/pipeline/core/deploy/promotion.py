"""Copy a proven release from one environment to the next."""

from pipeline.core.deploy.case import Case, Request
from pipeline.core.deploy.promotion_rules import RULES
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
    Snapshot,
)
from pipeline.core.environments.facts import Kind, write
from pipeline.core.environments.release_commit import with_release
from pipeline.core.environments.state import release_in, state
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import NO_DIGEST
from pipeline.core.release.release import Release


def promotion(request: Request, places: Places) -> Intent:
    """Let the target run what the source runs, if all rules agree."""

    def intent(snapshot: Snapshot) -> Decision:
        case = case_of(request, snapshot, places)
        files = changed(case)
        if not files:
            return runs_already(case)
        refuse(case)
        more = {
            "Deploy-From": request.source.value,
            "Approved-By": ", ".join(request.approvers),
            "Plan-Hash": request.plan_hash,
            "Policy-Loosened": "; ".join(case.loosened),
        }
        release = case.release
        return write(
            Kind.PROMOTE, case.target, release.image.digest, files, release, more
        )

    check_order(request.source, request.target)
    return intent


def runs_already(case: Case) -> Nothing:
    """Return that the target runs the release already, with its record."""
    return Nothing(f"{case.target.value} runs {case.release.image.digest} already")


def check_order(source: Environment, target: Environment) -> None:
    """Refuse to leave out an environment, or to go back."""
    if target.before is source:
        return
    if target.before is None:
        cause, remedy = f"nothing comes before {target.value}", "bump it instead"
    else:
        before = target.before.value
        cause = f"{target.value} is fed by {before}"
        remedy = f"promote from {before}"
    raise Refused(
        f"could not promote from '{source.value}' to '{target.value}':"
        f" {cause}; {remedy}"
    )


def case_of(request: Request, snapshot: Snapshot, places: Places) -> Case:
    """Find the release that is to be promoted, and what it would replace."""
    replaced = release_in(snapshot.files, places, request.target)
    release = _proven(request, snapshot, places)
    return Case(request, snapshot, places, release, replaced)


def _proven(request: Request, snapshot: Snapshot, places: Places) -> Release:
    """Return the release that the source runs, with its record."""
    source = state(snapshot, places, request.source)
    where = request.source.value
    if source.image is None or source.image.digest == NO_DIGEST:
        problem = "nothing runs there; bump or promote a release to it first"
    elif source.release is None:
        problem = f"{source.image.digest} has no release record; bump it with one"
    elif source.release.image != source.image:
        problem = (
            f"it runs {source.image}, and the release record beside it is of"
            f" {source.release.image}; write both at once, by a bump"
        )
    else:
        return source.release
    raise Refused(f"could not promote from '{where}': {problem}")


def changed(case: Case) -> dict[str, str | None]:
    """Return the files of the target that are not yet as they will be."""
    files, places = case.snapshot.files, case.places
    path = places.component(case.target)
    if path not in files:
        raise refused(
            case, f"'{path}' is missing; write a Component with one image there"
        )
    wanted = {
        path: with_release(files[path], case.release, path),
        places.record(case.target): files[places.record(case.request.source)],
    }
    return {path: text for path, text in wanted.items() if files.get(path) != text}


def refuse(case: Case) -> None:
    """Say all that speaks against a promotion, if anything does."""
    problems = [problem for rule in RULES.values() if (problem := rule(case))]
    if problems:
        raise Refused("\n".join(str(refused(case, each)) for each in problems))


def refused(case: Case, problem: str) -> Refused:
    """Return the error that a release cannot go there."""
    digest = case.release.image.digest
    return Refused(f"could not promote '{digest}' to '{case.target.value}': {problem}")
