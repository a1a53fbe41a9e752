"""Make a release record from the run, the commit and the image."""

import hashlib
import shlex
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

from pipeline.core.errors import Refused
from pipeline.core.gates import scan as scanning
from pipeline.core.image import sbom
from pipeline.core.reference import Image
from pipeline.core.release import schema
from pipeline.core.release.release import Evidence, Release, ScanSummary, SchemaWindow
from pipeline.core.release.revision import Revision
from pipeline.core.tool import ToolRun
from pipeline.core.tools import database, trivy
from pipeline.core.verdict import Leg, Run

FILE: Final = "release.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the gates' run."""

    image: Image
    revision: Revision
    build: int
    version: str
    schema: SchemaWindow | None
    builder: str
    now: datetime


def release(run: Run, facts: Facts) -> Release:
    """Put the record together; it says what was found, be it red.

    Refused when a stage could not run: nothing would be known of it.
    """
    if run.errors:
        stages = "; ".join(f"{name}: {why}" for name, why in run.errors.items())
        raise Refused(
            f"could not record image '{facts.image}': a stage could not run; fix"
            f" that, or run it again: {stages}"
        )
    return Release(
        image=facts.image,
        commit=facts.revision.commit,
        tree=facts.revision.tree,
        build=facts.build,
        version=facts.version,
        evidence=tuple(_evidence(leg) for leg in run.legs),
        scan=_scan(_vulnerabilities(run)),
        sbom=f"sha256:{hashlib.sha256(parts(run.legs).encode()).hexdigest()}",
        schema=facts.schema,
        builder=facts.builder,
        committed=facts.revision.committed,
        built=facts.now.replace(microsecond=0),
    )


def _evidence(leg: Leg) -> Evidence:
    """Let count what would stop a run: so what counts and has not passed is red."""
    counts = leg.required and not leg.advisory and not leg.is_absent
    required = leg.is_red or counts
    return Evidence(leg.stage, leg.name, leg.verdict.value, required)


def _vulnerabilities(run: Run) -> Leg | None:
    named = (scanning.STAGE, scanning.VULNERABILITIES)
    return next((leg for leg in run.legs if (leg.stage, leg.name) == named), None)


def _scan(leg: Leg | None) -> ScanSummary:
    if leg is None:
        return ScanSummary({}, None)
    known = leg.files.get(database.FILE)
    moment = datetime.combine(database.day(known), time(), UTC) if known else None
    return ScanSummary(Counter(each.severity.value for each in leg.findings), moment)


def parts(legs: tuple[Leg, ...]) -> str:
    """Return the list of the image's parts; Refused when the scan made none."""
    for leg in legs:
        if trivy.SBOM in leg.files:
            return sbom.of_parts(leg.files[trivy.SBOM])
    raise Refused(
        "could not list the image's parts: the scan has not looked at the image; "
        "see what 'dagger call scan' says"
    )


def must_be_tested(image: Image, tested: str) -> None:
    """Refuse evidence for any other image than the one that was tested."""
    if image.digest != tested:
        raise Refused(
            f"could not record image '{image}': what was tested from this source is "
            f"{tested}; publish that one, or record from the source of the other"
        )


def schema_command(command: str) -> tuple[str, ...]:
    """Return what tells the schemas that the image works on."""
    return tuple(shlex.split(command))


def window(run: ToolRun) -> SchemaWindow:
    """Read the last line: the service logs to the same place."""
    lines = run.stdout.strip().splitlines()
    if run.exit_code != 0 or not lines:
        raise run.not_understood(f"exit code {run.exit_code}, as ship.schema")
    return schema.window(lines[-1], "the output of ship.schema")


def version(pyproject: str | None, given: str) -> str:
    """Return the version that was given, else the project's own."""
    project = tomllib.loads(pyproject or "").get("project", {})
    found = given or project.get("version", "")
    if not found:
        raise Refused(
            "could not tell the version: pyproject.toml has none; give --version"
        )
    return str(found)
