"""A release: one image with its commit, tests, scan, SBOM and schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.core.reference import Image


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one leg of a gate ended: passed, failed or skipped.

    Failed is red. *required* says whether skipped is red as well.
    """

    stage: str
    leg: str
    verdict: str
    required: bool


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """Vulnerabilities by severity, and when their database was made (None: no scan)."""

    findings: Mapping[str, int]
    database: datetime | None


@dataclass(frozen=True, slots=True)
class SchemaWindow:
    """What the release needs of the database's schema, and leaves behind.

    It works on every revision from *needs* on. Its own newest migration is *knows*:
    after that the schema serves code that knows *oldest_code* at least.
    """

    needs: int
    knows: int
    oldest_code: int


@dataclass(frozen=True, slots=True)
class Release:
    """One image with its evidence. *build* grows with each build of the branch.

    *commit* and *tree* are those of the source, *committed* and *built* times in UTC,
    *sbom* is the digest of the list of parts. Without a database *schema* is None.
    """

    image: Image
    commit: str
    tree: str
    build: int
    version: str
    evidence: tuple[Evidence, ...]
    scan: ScanSummary
    sbom: str
    schema: SchemaWindow | None
    builder: str
    committed: datetime
    built: datetime
