"""The model's environments as the files that they stand for."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pipeline.core.project.environment import Environment
from pipeline.core.reference import NO_DIGEST
from pipeline.core.release import release_json
from pipeline.core.release.release import Release, SchemaWindow
from tests.pipeline.deploy import shipping
from tests.pipeline.deploy.model import BROKEN, Build, Here, Model
from tests.pipeline.deploy.shipping import FRESH, PLACES, Repository

BASE = "k8s/base/deployment.yaml"
BROKEN_COMPONENT, BROKEN_RECORD = "kind: [", "{"
ENVIRONMENTS = tuple(Environment)


def files(model: Model, place: int, here: Here) -> dict[str, str | None]:
    """Return component and record as they are in the model."""
    environment = ENVIRONMENTS[place]
    records = {0: None, BROKEN: BROKEN_RECORD}
    known = model.builds.get(here.record)
    record = text(here.record, known) if known else records[here.record]
    return {
        PLACES.component(environment): component(here),
        PLACES.record(environment): record,
    }


def component(here: Here) -> str:
    """Return a component, which is told from others by its remark."""
    if here.image == BROKEN:
        return BROKEN_COMPONENT
    digest = shipping.digest(here.image)
    return f"# remark {here.remark}\r\n{FRESH.replace(NO_DIGEST, digest)}"


def release(number: int, build: Build) -> Release:
    """Return the release that a build is."""
    plain = shipping.release(number)
    lint, *others = plain.evidence
    verdict = "passed" if build.green else "failed"
    return replace(
        plain,
        evidence=(replace(lint, verdict=verdict), *others),
        schema=SchemaWindow(*build.window) if build.window else None,
    )


@cache
def text(number: int, build: Build) -> str:
    """Return the record of a build."""
    return release_json.text(release(number, build))


def tree(number: int, build: Build) -> dict[str, str]:
    """Return the tree of a build's commit, which it may have been built without."""
    made = release(number, build)
    return {made.commit: made.tree if build.ours else "0" * 40}


def seen(repository: Repository) -> list[Here]:
    """Read all environments, in the plainest way."""
    return [_seen(repository.files, each) for each in ENVIRONMENTS]


def _seen(found: Mapping[str, str], environment: Environment) -> Here:
    record = found.get(PLACES.record(environment))
    named = found[PLACES.component(environment)]
    begin, end = PLACES.hold(environment, "|").split("|")
    held = {
        _number(path.removeprefix(begin).removesuffix(end))
        for path in found
        if path.startswith(begin)
    }
    return Here(
        image=BROKEN if named == BROKEN_COMPONENT else _number(named),
        record=_recorded(record),
        held=frozenset(held),
        remark=int((re.findall(r"# remark (\d+)\r\n", named) or [-1])[0]),
    )


def _recorded(record: str | None) -> int:
    if record is None:
        return 0
    return BROKEN if record == BROKEN_RECORD else int(json.loads(record)["build"])


def _number(named: str) -> int:
    (found,) = re.findall(r"sha256[:-]([0-9a-f]{64})", named)
    return int(found[:4], 16)
