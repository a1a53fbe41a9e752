"""Push the tested image to a registry, as core.release.publishing decides."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from dagger import Container, Directory

from pipeline.containers.archive import digest, steady
from pipeline.containers.git import revision
from pipeline.containers.image import image
from pipeline.containers.publisher import (
    Access,
    Signer,
    held,
    publisher,
    sign,
    with_archive,
)
from pipeline.containers.toolbox import run
from pipeline.core.reference import Image
from pipeline.core.release import (
    build_record,
    provenance,
    publishing,
    registry,
    signing,
)
from pipeline.core.release.provenance import Origin
from pipeline.core.release.publishing import Destination, Plan
from pipeline.core.verdict import Leg
from pipeline.target import Target

Scan = Callable[[Target], Awaitable[tuple[Leg, ...]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What statements about the image are made from."""

    git: Directory
    scan: Scan
    origin: Origin


async def publish(
    target: Target,
    destination: Destination,
    access: Access,
    signer: Signer,
    evidence: Evidence,
    *,
    dry_run: bool = False,
) -> str:
    """Push what is missing, sign it, then let tags name it; return its name.

    A tag names nothing that is not signed, whenever this is stopped; repeated, it goes
    on.
    """
    signs = signer.signs
    container = await publisher(destination.host, access)
    packed = target.archive or steady(image(target))
    plan = await _plan(container, destination, access, await digest(packed))
    commit = await _commit(target, evidence) if signs else ""
    if dry_run:
        return plan.told(signing.KINDS if signs else ())
    said = await _said(target, commit, evidence) if signs else {}
    if plan.push:
        with_image = with_archive(container, packed)
        pushed = await run(with_image, registry.push(plan, plain=access.plain))
        registry.must_have_worked(pushed, f"push '{plan.image}'")
    if signs:
        way = signing.Way(signer.identity, access.plain)
        await sign(container, str(plan.image), signer, way, said)
    for tag in plan.tags:
        named = await run(container, registry.name(plan, tag, plain=access.plain))
        registry.must_have_worked(named, f"tag '{plan.image}' as '{tag}'")
    return str(plan.image)


async def _plan(
    container: Container, destination: Destination, access: Access, found: str
) -> Plan:
    """Look at all that the registry may hold already."""
    name = Image(destination.repository, found)
    tags = destination.all_tags
    addresses = [str(name), *(f"{destination.repository}:{tag}" for tag in tags)]
    there = await held(container, addresses, plain=access.plain)
    return publishing.plan(
        name, destination, dict(zip((found, *tags), there, strict=True))
    )


async def _commit(target: Target, evidence: Evidence) -> str:
    """Return the commit of the source; Refused when it is not what was committed."""
    return (await revision(evidence.git, target.source)).commit


async def _said(target: Target, commit: str, evidence: Evidence) -> dict[str, str]:
    """Return the statements: what the image holds, and what it was built from."""
    source = provenance.predicate(commit, target.config, evidence.origin)
    parts = build_record.parts(await evidence.scan(target))
    return {signing.SBOM: parts, signing.PROVENANCE: source}
