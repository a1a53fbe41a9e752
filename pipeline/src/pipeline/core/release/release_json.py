"""Read and write release records, by docs/release.schema.json."""

import re
from dataclasses import asdict, fields
from typing import Final

from pipeline.core.findings import Severity
from pipeline.core.json_file import Field, parse, refused, timestamp, written
from pipeline.core.reference import DIGEST, DIGEST_RULE, REPOSITORY, Image
from pipeline.core.release.release import Evidence, Release, ScanSummary, SchemaWindow
from pipeline.core.release.schema import window_in
from pipeline.core.verdict import Verdict

FORMAT: Final = 1
# Git names objects by SHA-1 or, in newer repositories, by SHA-256.
OBJECT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
OBJECT_RULE: Final = "40 or 64 lower-case hex digits"
VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}", re.ASCII)
VERSION_RULE: Final = (
    "1 to 64 letters, digits or .+_- that begin with a letter or digit"
)
STAGE: Final = re.compile(r"[a-z][a-z0-9-]{0,63}", re.ASCII)
STAGE_RULE: Final = "a stage's name"
VERDICTS: Final = tuple(each.value for each in Verdict)
SEVERITIES: Final[tuple[str, ...]] = tuple(each.value for each in Severity)
KEYS: Final = ("format", *(each.name for each in fields(Release)))


def read(text: str, where: str) -> Release:
    """Read a record; unknown keys and values that cannot be are refused by name."""
    given = parse(text, where)
    if given.some(["format"])["format"].whole() != FORMAT:
        cause = f"its format is {given.member('format').value}, not {FORMAT}"
        raise refused(where, cause, "take the pipeline's version that wrote it")
    found = given.members(KEYS)
    return Release(
        image=_image(found["image"]),
        commit=found["commit"].matching(OBJECT, OBJECT_RULE),
        tree=found["tree"].matching(OBJECT, OBJECT_RULE),
        build=found["build"].whole(),
        version=found["version"].matching(VERSION, VERSION_RULE),
        evidence=_evidence(found["evidence"]),
        scan=_scan(found["scan"]),
        sbom=found["sbom"].matching(DIGEST, DIGEST_RULE),
        schema=_schema(found["schema"]),
        builder=found["builder"].line(),
        committed=found["committed"].time(),
        built=found["built"].time(),
    )


def _image(field: Field) -> Image:
    found = field.members(("repository", "digest"))
    return Image(
        found["repository"].matching(REPOSITORY, "registry/path without a tag"),
        found["digest"].matching(DIGEST, DIGEST_RULE),
    )


def _evidence(field: Field) -> tuple[Evidence, ...]:
    legs = tuple(_leg(item) for item in field.items())
    named = [(leg.stage, leg.leg) for leg in legs]
    for name in named:
        if named.count(name) > 1:
            cause = f"'{field.path}' tells of {' '.join(name).strip()} twice"
            raise refused(field.where, cause, "keep one")
    return legs


def _leg(field: Field) -> Evidence:
    found = field.members([each.name for each in fields(Evidence)])
    return Evidence(
        stage=found["stage"].matching(STAGE, STAGE_RULE),
        leg=found["leg"].line(least=0),
        verdict=found["verdict"].one_of(VERDICTS),
        required=found["required"].boolean(),
    )


def _scan(field: Field) -> ScanSummary:
    found = field.members(("findings", "database"))
    severities = found["findings"]
    counts = {
        name: severities.member(name).whole()
        for name in SEVERITIES
        if name in severities.names()
    }
    severities.members(tuple(counts))
    database = found["database"]
    return ScanSummary(counts, None if database.value is None else database.time())


def _schema(field: Field) -> SchemaWindow | None:
    return None if field.value is None else window_in(field)


def text(release: Release) -> str:
    """Write a record: the same release, the same bytes, however its legs are ordered.

    What could not be read again is refused.
    """
    legs = sorted(release.evidence, key=lambda leg: (leg.stage, leg.leg))
    given = {each.name: getattr(release, each.name) for each in fields(Release)}
    document = given | {
        "format": FORMAT,
        "image": asdict(release.image),
        "evidence": [asdict(leg) for leg in legs],
        "scan": _scanned(release.scan),
        "schema": None if release.schema is None else asdict(release.schema),
        "committed": timestamp(release.committed),
        "built": timestamp(release.built),
    }
    record = written(document)
    read(record, "the new release record")
    return record


def _scanned(scan: ScanSummary) -> dict[str, object]:
    database = None if scan.database is None else timestamp(scan.database)
    return {"findings": dict(scan.findings), "database": database}
