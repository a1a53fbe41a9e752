"""Make the release record of a tested image."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from dagger import Directory, File, dag

from pipeline.containers.archive import digest, steady
from pipeline.containers.git import revision as revision_of
from pipeline.containers.image import image
from pipeline.containers.toolbox import run
from pipeline.core import reference
from pipeline.core.release import build_record as policy
from pipeline.core.release import release_json, revision
from pipeline.core.release.build_record import Facts
from pipeline.core.release.release import SchemaWindow
from pipeline.core.verdict import Run
from pipeline.target import Target

Gates = Callable[[], Awaitable[Run]]


@dataclass(frozen=True, slots=True)
class Named:
    """What the caller says: which image it is, and what it is called."""

    image: str
    build: int | None
    version: str
    builder: str


async def record(target: Target, git: Directory, named: Named, gates: Gates) -> File:
    """Return the release's record; Refused when it is of another image or commit."""
    name = reference.image(named.image)
    found = await revision_of(git, target.source)
    policy.must_be_tested(name, await digest(steady(image(target))))
    pyproject = None
    if "pyproject.toml" in target.project.manifests:
        pyproject = await target.source.file("pyproject.toml").contents()
    facts = Facts(
        image=name,
        revision=found,
        build=revision.build_number(found, named.build, target.config.ship_series),
        version=policy.version(pyproject, named.version),
        schema=await _schema(target),
        builder=named.builder,
        now=datetime.now(UTC),
    )
    written = release_json.text(policy.release(await gates(), facts))
    return dag.directory().with_new_file(policy.FILE, written).file(policy.FILE)


async def _schema(target: Target) -> SchemaWindow | None:
    """Ask the image itself on which schemas it works."""
    if not target.config.ship_schema:
        return None
    command = policy.schema_command(target.config.ship_schema)
    return policy.window(await run(image(target), command))
