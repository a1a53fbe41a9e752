"""The rules that a release must meet to go on to the next environment.

Each rule says why not, and what to do; None when it has nothing against it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from pipeline.core.deploy.case import Case
from pipeline.core.environments import environment_health, hold
from pipeline.core.environments.policy import foreign
from pipeline.core.environments.snapshot import live_schema, present
from pipeline.core.release import evidence, schema


def held(case: Case) -> str | None:
    """No hold keeps it out of the target, or of an environment before."""
    digest, commit = case.release.image.digest, case.release.commit
    return hold.complaint(case.snapshot, case.places, case.target, digest, commit)


def healthy(case: Case) -> str | None:
    """The source runs it, and says that it is well."""
    source, digest = case.request.source, case.release.image.digest
    found = environment_health.complaint(case.request.statuses.get(source), digest)
    if found is None:
        return None
    return f"{found}; wait until it is healthy in {source.value}"


def from_here(case: Case) -> str | None:
    """It was built from a commit of this repository, as that commit is."""
    release = case.release
    tree = case.snapshot.trees.get(release.commit)
    if tree is None:
        return f"its commit {release.commit} is not in the repository; push it"
    if tree != release.tree:
        return (
            f"its record says tree {release.tree}, and commit {release.commit}"
            f" has {tree}; build it from the commit, with nothing changed"
        )
    return None


def gates(case: Case) -> str | None:
    """Each gate that is required is green: no leg is red, and at least one passed."""
    rules = case.request.rules
    problems = [
        problem
        for gate in rules.gates
        for problem in evidence.problems(gate, case.release.evidence, rules.named)
    ]
    if not problems:
        return None
    return f"{', '.join(problems)}; build a release with all required gates green"


def fits(case: Case) -> str | None:
    """It can work on the schema that the target's database has."""
    there = case.snapshot, case.places, case.target
    live = live_schema(*there, case.request.statuses)
    found = schema.complaint(live, case.release.schema)
    if found is None:
        return None
    return f"{found}; promote a release whose window the schema is in"


def newer(case: Case) -> str | None:
    """It is newer than what the target runs."""
    there, build = case.replaced, case.release.build
    if there is None or there.build < build or there.image == case.release.image:
        return None
    where = case.target.value
    if there.build == build:
        return (
            f"{there.image.digest} in {where} is build {build}, too;"
            " numbers have to grow: build it again"
        )
    return (
        f"it is build {build}, and {where} runs build {there.build};"
        " to go back, use rollback"
    )


def ours(case: Case) -> str | None:
    """Its image is of a repository that images may be of."""
    there = present(case.snapshot, case.places, case.target).image
    return foreign(case.release.image, case.request.rules, there)


def fresh(case: Case) -> str | None:
    """What it was scanned with knew of the vulnerabilities of these days."""
    most, at = case.request.rules.max_age, case.request.at
    if not most or at is None:
        return None
    database = case.release.scan.database
    if database is not None and at - database <= timedelta(days=most):
        return None
    made = f"of {database:%Y-%m-%d}" if database else "not known"
    return (
        f"the database of its scan is {made}, and ship.max_evidence_age is {most} days:"
        " more may be known of it by now; record the same image anew, and bump that"
    )


def approved(case: Case) -> str | None:
    """As many as the target asks for have approved its plan."""
    where, request = case.target.value, case.request
    why = f"{where} asks for an approval"
    if where not in request.rules.approval:
        if not case.loosened:
            return None
        why = f"less is asked than before ({'; '.join(case.loosened)})"
    if not request.approvers:
        return f"{why}; say who has approved it"
    if not request.plan_hash:
        return f"{why}, which is one of a plan; give the hash of the plan as well"
    if len(request.approvers) < request.rules.approvers:
        names = ", ".join(request.approvers)
        return (
            f"{why} by {request.rules.approvers} people, and {names} did;"
            " ask somebody else"
        )
    return None


Rule = Callable[[Case], str | None]
RULES: Final[Mapping[str, Rule]] = {
    "not on hold": held,
    "healthy": healthy,
    "from this repository": from_here,
    "image": ours,
    "gates": gates,
    "scan": fresh,
    "schema": fits,
    "order": newer,
    "approval": approved,
}
