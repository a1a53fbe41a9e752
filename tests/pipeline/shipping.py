"""Short ways to make releases, environments and what Git knows of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.core.reference import Image
from pipeline.core.release import Evidence, Release, ScanSummary, SchemaWindow

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
REPOSITORY = "registry.example/shop/app"


def digest(number: int) -> str:
    """Return the digest of the image of a build."""
    return "sha256:" + f"{number:04x}" * 16


def release(build: int = 1, **changes: object) -> Release:
    """Return a release of which all is well."""
    plain = Release(
        image=Image(REPOSITORY, digest(build)),
        commit=f"{build:040x}",
        tree=f"{build + 0xF000:040x}",
        build=build,
        version=f"1.{build}.0",
        evidence=(
            Evidence("lint", "", "passed", required=True),
            Evidence("test", "3.11", "passed", required=True),
            Evidence("test", "3.12", "passed", required=True),
        ),
        scan=ScanSummary({"high": 0}, NOON),
        sbom="sha256:" + "e" * 64,
        schema=SchemaWindow(needs=1, knows=3, oldest_code=1),
        builder="https://ci.example/builds",
        committed=NOON + timedelta(hours=build),
        built=NOON + timedelta(hours=build, minutes=10),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
