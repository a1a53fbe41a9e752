"""Scan the image, the source and the Dockerfile. The verdict is core.gates.scan's."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import anyio
from dagger import Container, Directory, ImageLayerCompression

from pipeline.containers.git import committed
from pipeline.containers.image import builds, image
from pipeline.containers.toolbox import REPORTS, SOURCE, cached, run, started, tools
from pipeline.containers.toolbox import trivy as with_trivy
from pipeline.core.gates import scan as policy
from pipeline.core.gates.scan import Image, Known, Looked
from pipeline.core.image import sbom
from pipeline.core.project.config import SCANS
from pipeline.core.tool import ToolRun
from pipeline.core.tools import hadolint, trivy
from pipeline.core.tools.database import METADATA, Database, check
from pipeline.core.verdict import Leg
from pipeline.target import Target

DATABASE: Final = f"{trivy.CACHE}/db"
# What it has read in each layer: of a new image it reads the new ones only.
LAYERS: Final = f"{trivy.CACHE}/fanal"
# Which uid each user of an image has.
PASSWD: Final = "/etc/passwd"
# It takes all layers to be what the first one is.
ALIKE: Final = ImageLayerCompression.UNCOMPRESSED


@dataclass(frozen=True, slots=True)
class TrivyDb:
    """Where its database comes from: a folder, a mirror, or its own registry."""

    folder: Directory | None = None
    repository: str | None = None


async def scan(
    target: Target, db: TrivyDb, git: Directory | None = None
) -> tuple[Leg, ...]:
    """Run Trivy on image and source, and hadolint on the Dockerfile.

    With *git*, a folder .git, secrets are looked for in all that was committed, too.
    """
    beginning, now = time.monotonic(), datetime.now(UTC)
    config, today = target.config, now.date()
    legs = {policy.IGNORE: policy.judge_ignore(config.scan_ignore, today)}

    async def look_at_dockerfile() -> None:
        ran = await _hadolint(target)
        text = await target.source.file(config.build_dockerfile).contents()
        legs[policy.DOCKERFILE] = policy.judge_dockerfile(ran, text, config, today)

    async def look_at_all_else() -> None:
        looked = await _look(target, db, now, git)
        ended = time.monotonic() - beginning
        for kind in SCANS:
            leg = policy.judge(kind, looked, config, today)
            # Before that it waited for the image.
            legs[kind] = replace(leg, started=ended - leg.seconds)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(look_at_all_else)
        if target.project.has_dockerfile:
            tasks.start_soon(look_at_dockerfile)
        else:
            legs[policy.DOCKERFILE] = policy.no_dockerfile(config)
    return tuple(legs[name] for name in policy.LEGS)


async def _hadolint(target: Target) -> ToolRun:
    container = tools("dockerfile").with_directory(SOURCE, target.dockerfile)
    return await run(container, hadolint.command(target.config.build_dockerfile))


async def _look(
    target: Target, db: TrivyDb, now: datetime, git: Directory | None
) -> Looked:
    """Run Trivy on the source and, as soon as there is one, on the image."""
    container, known = await with_database(with_trivy(trivy.CACHE), db, now)
    all_kinds = known.database is not None
    runs: dict[str, ToolRun] = {}
    images: list[Image] = []

    async def look(name: str, inside: Container, argv: trivy.Argv) -> None:
        runs[name] = await run(inside, argv)

    async def built() -> None:
        argv = trivy.image_command(all_kinds)
        images.append(await _image(target, container, argv))

    shipped = _inside(container, target.shipped)
    whole = _inside(container, target.source)
    whole = whole.with_new_file(trivy.SECRETS_FILE, trivy.SOURCE_SECRETS)
    versions = committed(git) if git else None
    if versions:
        whole = whole.with_directory(f"{SOURCE}/{trivy.HISTORY}", versions)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(look, "source", shipped, trivy.source_command(all_kinds))
        tasks.start_soon(look, "secrets", whole, trivy.secrets_command())
        tasks.start_soon(built)
    files = [name for name in await target.source.glob("**") if name[-1] != "/"]
    ignoring = len(await target.shipped.search(trivy.IGNORING))
    return Looked(
        source=runs["source"],
        secrets=runs["secrets"],
        image=images[0],
        known=known,
        files=tuple(files),
        ignoring=ignoring,
        versions=len(await versions.entries()) if versions else 0,
    )


def _inside(container: Container, source: Directory) -> Container:
    """Show Trivy some source.

    From its working directory it takes settings and lists of what to ignore: in that
    of the repository anybody could keep some.
    """
    return container.with_directory(SOURCE, source).with_workdir("/")


async def with_database(
    container: Container, db: TrivyDb, now: datetime
) -> tuple[Container, Known]:
    """Give Trivy the database, which is fetched again each hour."""
    folder = db.folder
    if folder is None:
        argv = trivy.download(db.repository)
        fresh = container.with_env_variable("FETCHED", f"{now:%Y-%m-%dT%H}")
        if missing := trivy.out_of_reach(await run(fresh, argv)):
            return container, Known(missing=missing)
        folder = started(fresh, argv).directory(DATABASE)
    check(await folder.entries())
    facts = Database.read(await folder.file(METADATA).contents(), now)
    return container.with_mounted_directory(DATABASE, folder), Known(facts)


async def _image(target: Target, container: Container, argv: trivy.Argv) -> Image:
    """Run Trivy on the image, and list the image's parts."""
    if not target.project.has_dockerfile:
        why = f"there is no '{target.config.build_dockerfile}'"
        return Image(missing=why, absent=True)
    if not await builds(target):
        return Image(missing="the image does not build")
    built = image(target)
    known = await built.file(PASSWD).contents() if await built.exists(PASSWD) else ""
    archive = built.as_tarball(forced_compression=ALIKE)
    ready = container.with_mounted_file(trivy.ARCHIVE, archive)
    ready = ready.with_new_file(trivy.SECRETS_FILE, trivy.IMAGE_SECRETS)
    ready = ready.with_(cached("trivy", target.owner, LAYERS))
    ran = await run(ready, argv)
    if trivy.REPORT not in ran.reports:
        return Image(ran, passwd=known)
    said = started(ready, argv).file(f"{REPORTS}/{trivy.REPORT}")
    with_report = container.with_mounted_file(trivy.COPY, said)
    listed = await run(with_report, trivy.SBOM_COMMAND)
    return Image(ran, sbom.steady(listed.report(trivy.SBOM)), passwd=known)
