"""Count what Trivy and hadolint were shown, and what their own lists leave out."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pipeline.core.compose.instructions import instructions
from pipeline.core.document import Node
from pipeline.core.project.config import SCANS, Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import trivy
from pipeline.core.tools.trivy_report import items, text
from pipeline.core.words import counted

VULNERABILITIES, SECRETS, MISCONFIGURATION, LICENCES = SCANS
# Files in which Trivy looks for no secrets, and cannot be told to.
PASSED_OVER: Final = re.compile(
    r"(?:^|/)(?:go\.(?:mod|sum)|package-lock\.json|yarn\.lock|pnpm-lock\.yaml"
    r"|Pipfile\.lock|Gemfile\.lock)$"
    r"|\.(?:jpg|png|gif|doc|pdf|bin|svg|socket|deb|rpm|zip|gz|gzip|tar)$"
)
PRAGMA: Final = re.compile(r"(?mi)^\s*#\s*hadolint\s+(?:global\s+)?ignore\s*=")


def counts(
    kind: str,
    source: ToolRun,
    image: ToolRun | None,
    files: Collection[str],
    config: Config,
) -> Mapping[str, int]:
    """Count what was looked at in the source, whose *files* are known, and an image."""
    runs = [source, image] if image else [source]
    if kind == SECRETS:
        layers = _layers(image) if image else 0
        return {"files": len(files) - len(_passed_over(files)), "layers": layers}
    if kind == MISCONFIGURATION:
        found = list(_configurations(source, config))
        # Of the image its user is looked at.
        checks = sum(_checks(each) for each in found) + len(runs) - 1
        return {"files": len(found), "checks": checks}
    return {"packages": sum(trivy.packages(run) for run in runs)}


def left_out(kind: str, files: Collection[str], ignoring: int) -> tuple[str, ...]:
    """Say in how many files Trivy looks for no secrets, and what comments ignore."""
    if kind == MISCONFIGURATION:
        return ignored_at(ignoring)
    if kind != SECRETS or not (passed_over := _passed_over(files)):
        return ()
    number = counted(len(passed_over), "file")
    return (f"{number} by Trivy's own list: lock files, pictures, archives",)


def ignored_at(comments: int) -> tuple[str, ...]:
    """Say how many comments have Trivy ignore something."""
    return (f"what trivy finds at {counted(comments, 'comment')}",) if comments else ()


def _passed_over(files: Collection[str]) -> list[str]:
    return [name for name in files if PASSED_OVER.search(name)]


def _layers(image: ToolRun) -> int:
    settings = trivy.report(image)["Metadata"]["ImageConfig"]
    return (
        len(list(items(settings["rootfs"], "diff_ids"))) if "rootfs" in settings else 0
    )


def _configurations(source: ToolRun, config: Config) -> Iterator[Node]:
    elsewhere = f"{config.terraform_folder}/"
    for result in items(trivy.report(source), "Results"):
        if "MisconfSummary" in result and not text(result, "Target").startswith(
            elsewhere
        ):
            yield result["MisconfSummary"]


def _checks(summary: Node) -> int:
    return sum(int(summary[name].number()) for name in ("Successes", "Failures"))


def of_dockerfile(dockerfile: str) -> Mapping[str, int]:
    """Count the instructions of a Dockerfile."""
    return {"instructions": len(list(instructions(dockerfile)))}


def left_out_of_dockerfile(dockerfile: str) -> tuple[str, ...]:
    """Say how many of its comments have hadolint ignore something."""
    pragmas = len(PRAGMA.findall(dockerfile))
    return (f"what hadolint finds at {counted(pragmas, 'comment')}",) if pragmas else ()
