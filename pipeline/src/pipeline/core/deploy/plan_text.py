"""Render a plan of a promotion for people."""

import difflib
from collections.abc import Iterator

from pipeline.core.deploy.plan import Plan, digest
from pipeline.core.environments import dora
from pipeline.core.findings import Severity
from pipeline.core.release.release import Evidence, Release
from pipeline.core.release.schema import Schema, complaint


def text(plan: Plan) -> str:
    """Write a plan; its last line is the hash that approves it."""
    parts = {
        "Rules": _rules(plan),
        "Evidence": _evidence(plan.case.release),
        "Migrations": _migrations(plan),
        "Image component": _component(plan),
        "Manifests": diff("manifests", plan.manifests.before, plan.manifests.after),
        "So far": iter(dora.text(plan.dora).splitlines()),
    }
    lines = [_head(plan)]
    for title, part in parts.items():
        lines += ["", title, *(f"  {line}".rstrip() for line in part)]
    return "\n".join([*lines, "", f"plan hash: {digest(plan)}", ""])


def _head(plan: Plan) -> str:
    case = plan.case
    source, target = case.request.source.value, case.target.value
    release = case.release
    instead = plan.replaced.digest if plan.replaced else "nothing"
    return (
        f"Promote {release.image} ({release.version}, build {release.build})"
        f" from {source} to {target}, in place of {instead}"
    )


def _rules(plan: Plan) -> Iterator[str]:
    for name, problem in plan.answers.items():
        yield f"no   {name}: {problem}" if problem else f"yes  {name}"
    for each in plan.case.loosened:
        yield f"less is asked than of what it replaces: {each}"


def _evidence(release: Release) -> Iterator[str]:
    for leg in release.evidence:
        yield f"{leg.verdict.ljust(7)}  {_leg(leg)}"
    counts = release.scan.findings
    worst_first = [each.value for each in reversed(Severity)]
    found = ", ".join(
        f"{counts[each]} {each}" for each in worst_first if each in counts
    )
    database = release.scan.database
    made = f"database of {database:%Y-%m-%d}" if database else "no database"
    yield f"vulnerabilities: {found or 'none'} ({made})"
    yield f"list of parts: {release.sbom}"
    yield f"built by {release.builder} from commit {release.commit}"


def _leg(leg: Evidence) -> str:
    name = f"{leg.stage} ({leg.leg})" if leg.leg else leg.stage
    return name if leg.required else f"{name}, not required"


def _migrations(plan: Plan) -> Iterator[str]:
    new, live = plan.case.release.schema, plan.live
    if new is None:
        yield "none: it has no database"
        return
    revision = live.revision if live else 0
    if revision >= new.knows:
        yield f"none: the schema is at {revision}"
        return
    yield f"from {revision} to {new.knows}"
    old = plan.case.replaced
    unfit = complaint(Schema(new.knows, new.oldest_code), old.schema if old else None)
    if old and unfit:
        yield f"no way back to {old.version}: then {unfit}"
    elif old:
        yield f"{old.version} works on it, too"


def _component(plan: Plan) -> Iterator[str]:
    path = plan.case.places.component(plan.case.target)
    before = plan.case.snapshot.files[path]
    return diff(path, before, plan.files.get(path) or before)


def diff(name: str, before: str, after: str) -> Iterator[str]:
    """Go through the lines that differ, as Git shows them."""
    names = f"a/{name}", f"b/{name}"
    sides = before.splitlines(), after.splitlines()
    same = True
    for line in difflib.unified_diff(*sides, *names, lineterm=""):
        same = False
        yield line
    if same:
        yield "no change"
