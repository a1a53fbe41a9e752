"""Look at all that a run needs before somebody waits for one."""

from datetime import UTC, datetime
from typing import Final

import dagger
from dagger import Directory, dag

from pipeline.containers import toolbox
from pipeline.containers.ending import end_call, silence
from pipeline.containers.together import gathered
from pipeline.core.errors import PipelineError
from pipeline.core.project import doctor as policy
from pipeline.core.project.doctor import Check
from pipeline.core.steady import steady
from pipeline.core.tools import trivy
from pipeline.gates import RED
from pipeline.stages.scan import TrivyDb, with_database
from pipeline.target import Target

IMAGES: Final = (
    *(toolbox.TRIVY, toolbox.KUSTOMIZE, toolbox.COSIGN, toolbox.TOFU),
    *(toolbox.TERRAFORM_DOCS, toolbox.ACTIONLINT),
)
# It is resolved and not fetched, whatever the engine has kept.
INSTALL: Final = (
    "uv",
    "pip",
    "install",
    "--dry-run",
    "--no-cache",
    "--target=/x",
    "uv",
)


async def doctor(source: Directory, db: TrivyDb) -> str:
    """Return what stands ready; end the call when a run could not begin."""
    checks = [Check("engine", await dag.version())]
    pythons: tuple[str, ...] = (toolbox.TOOL_PYTHON,)
    try:
        target = await Target.read(source)
        checks.append(policy.repository(target.project))
        pythons = target.project.pythons
    except PipelineError as error:
        checks.append(Check("repository", str(error), "correct it"))
    looks = [_image(f"python:{version}-slim", "interpreter") for version in pythons]
    looks += [_image(name, "tool") for name in IMAGES]
    looks += [_package_index(), _database(db)]
    checks += (await gathered(dict(enumerate(looks)))).values()
    text = policy.render(checks)
    if policy.is_ready(checks):
        return text
    silence()
    await end_call(text, RED)


async def _image(name: str, kind: str) -> Check:
    try:
        said = await dag.container().from_(name).image_ref()
    except dagger.QueryError as error:
        return Check(kind, f"{name}: {steady(str(error))}", policy.MIRROR)
    return Check(kind, said)


async def _package_index() -> Check:
    name = "packages"
    try:
        container = toolbox.each_time(toolbox.python(toolbox.TOOL_PYTHON))
        ran = await toolbox.run(container, INSTALL)
    except dagger.QueryError as error:
        return Check(name, steady(str(error)), policy.INDEX)
    if ran.exit_code:
        return Check(name, ran.log.strip(), policy.INDEX)
    return Check(name, "the package index answers")


async def _database(db: TrivyDb) -> Check:
    name, container = "database", toolbox.trivy(trivy.CACHE)
    try:
        _, known = await with_database(container, db, datetime.now(UTC))
    except (PipelineError, dagger.QueryError) as error:
        return Check(name, steady(str(error)), policy.DATABASE, needed=False)
    if known.database is None:
        return Check(name, known.missing, policy.DATABASE, needed=False)
    return Check(name, str(known.database))
