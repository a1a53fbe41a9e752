"""Trivy's commands for images and source, and the findings of its reports."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.image import user
from pipeline.core.project.config import SCANS, Config
from pipeline.core.tool import ROOT, ToolRun
from pipeline.core.tools.trivy_report import READERS, TOOLS, items, text

REPORT: Final = "trivy.json"
SBOM: Final = "sbom.cdx.json"
ARCHIVE: Final = "/image.tar"
CACHE: Final = "/trivy"
# A folder of the source, for versions of files that were committed once.
HISTORY: Final = ".pipeline-history"
VERSION: Final = re.compile(rf"{re.escape(HISTORY)}/[0-9a-f]{{40,64}}/.+", re.DOTALL)
SOURCE: Final = ROOT.rstrip("/")
SCANNERS: Final = dict(
    zip(SCANS, ("vuln", "secret", "misconfig", "license"), strict=True)
)
# Its checks come with the program: what is red changes with its version only.
OPTIONS: Final = (
    "--format=json",
    f"--output=/reports/{REPORT}",
    "--list-all-pkgs",
    "--no-progress",
    "--offline-scan",
    "--skip-check-update",
    "--skip-db-update",
)
# Paths in which it looks for no secrets by itself. In an image most of them are other
# people's; in a repository there are none where a secret may lie.
ALLOWED_PATHS: Final = (
    *("anaconda-log", "dist-info", "examples", "golang", "locale-dir", "markdown"),
    *("node.js", "python", "rubygems", "tests", "usr-dirs", "vendor", "wordpress"),
)
# Beside its own rule of that name, which asks for a space after the key: in JSON there
# is none.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
AWS_PREFIXES: Final = ("AGPA", "AIDA", "AIPA", "AKIA", "ANPA", "ANVA", "AROA", "ASIA")
AWS_KEY: Final = {
    "id": "aws-access-key-id",
    "category": "AWS",
    "title": "AWS Access Key ID",
    "severity": "CRITICAL",
    "regex": rf"\b(?P<secret>(?:{'|'.join(AWS_PREFIXES)})[A-Z0-9]{{16}})\b",
    "secret-group-name": "secret",
    "keywords": AWS_PREFIXES,
}
RULES: Final = {"rules": [AWS_KEY]}
SECRETS_FILE: Final = "/trivy-secret.yaml"
SOURCE_SECRETS: Final = json.dumps({**RULES, "disable-allow-rules": ALLOWED_PATHS})
IMAGE_SECRETS: Final = json.dumps(RULES)
SECRETS: Final = f"--secret-config={SECRETS_FILE}"
COPY: Final = f"/{REPORT}"
SBOM_COMMAND: Final = (
    *("trivy", "convert", "--format=cyclonedx"),
    *(f"--output=/reports/{SBOM}", COPY),
)
PACKAGES: Final = ("os-pkgs", "lang-pkgs")
OUT_OF_REACH: Final = re.compile(r"failed to download artifact from (.{1,300})")
# What it passes over, and why: a file that it cannot parse, or a part of one.
UNREAD: Final = re.compile(
    r'(?m)\tERROR\t\[[^]\n]+\] ([^\t\n]+)\t(?:.*?\bfile_path="(.+?)" )?.*?\berr="(.+)"$'
)
# Comments with which files have it look away.
IGNORING: Final = r"\b(?:trivy|tfsec):ignore\b"

Argv = tuple[str, ...]


def download(repository: str | None) -> Argv:
    """Return what fetches the database, from Trivy's own registry or a mirror."""
    mirror = (f"--db-repository={repository}",) if repository else ()
    return ("trivy", "image", "--download-db-only", "--no-progress", *mirror)


def image_command(database: bool) -> Argv:
    """Return how it looks at an image, its layers and its environment.

    Manifests that lie in an image are nobody's deployment: they are not checked.
    """
    kinds = [kind for kind in _kinds(database) if kind != "misconfiguration"]
    option = f"--input={ARCHIVE}"
    secrets = ("--image-config-scanners=secret", SECRETS)
    return ("trivy", "image", *OPTIONS, _scanners(kinds), *secrets, option)


def source_command(database: bool) -> Argv:
    """Return how it looks at the source, with k8s/ and terraform/ in it."""
    kinds = [kind for kind in _kinds(database) if kind != "secrets"]
    return ("trivy", "filesystem", *OPTIONS, _scanners(kinds), SOURCE)


def secrets_command() -> Argv:
    """Return how it looks for secrets in the source, the tests included."""
    return ("trivy", "filesystem", *OPTIONS, _scanners(["secrets"]), SECRETS, SOURCE)


def _kinds(database: bool) -> list[str]:
    return [kind for kind in SCANS if database or kind != "vulnerabilities"]


def _scanners(kinds: list[str]) -> str:
    return f"--scanners={','.join(SCANNERS[kind] for kind in kinds)}"


def out_of_reach(run: ToolRun) -> str:
    """Return why no database could be fetched, or nothing when one was."""
    if run.exit_code == 0:
        return ""
    # The reason follows on lines of their own.
    if found := OUT_OF_REACH.search(" ".join(run.stderr.split())):
        return f"no database from {found[1]}"
    raise run.not_understood(f"exit code {run.exit_code}")


def report(run: ToolRun) -> Node:
    """Return the report; Trivy ends with 0 whatever it finds."""
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    return read(run, run.report(REPORT))


def source_findings(run: ToolRun, kind: str, config: Config) -> Iterator[Finding]:
    """List what it says of the source; Terraform has a gate of its own."""
    if kind == "secrets":
        yield from _told_once(_results(run, kind, config))
        return
    if kind != "misconfiguration":
        yield from _results(run, kind, config)
        return
    elsewhere = f"{config.terraform_folder}/"
    for each in (*_results(run, kind, config), *unread(run)):
        if not (each.path or "").startswith(elsewhere):
            yield each


def _told_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Go through secrets; of a file's earlier versions only those it has no more."""
    everything = list(found)
    yield from (now := [each for each in everything if not _is_past(each)])
    told = {(each.rule, each.path) for each in now}
    for each in (_past(each) for each in everything if _is_past(each)):
        if (each.rule, each.path) not in told:
            told.add((each.rule, each.path))
            yield each


def _is_past(finding: Finding) -> bool:
    return VERSION.fullmatch(finding.path or "") is not None


def _past(finding: Finding) -> Finding:
    """Name a file of the past as it was called, and how to look at it."""
    _, blob, path = (finding.path or "").split("/", 2)
    said = f"{finding.message} (in the history: git show {blob[:12]})"
    aliases = (f"{finding.rule}:{path}",)
    return replace(finding, path=path, line=None, message=said, aliases=aliases)


def _results(run: ToolRun, kind: str, config: Config) -> Iterator[Finding]:
    for result in items(report(run), "Results"):
        yield from READERS[kind](result, config.scan_fixable_only)


def unread(run: ToolRun) -> Iterator[Finding]:
    """Tell of what it could not read: it passes over that, and ends with 0.

    A file is red. A module that terraform would fetch from elsewhere is only told.
    """
    for what, path, why in UNREAD.findall(run.stderr):
        severity = Severity.HIGH if path else Severity.LOW
        said, tool = f"{what}: {why}", TOOLS["misconfiguration"]
        yield Finding(tool, "unreadable", said, severity, path or None)


def image_findings(
    run: ToolRun, kind: str, config: Config, passwd: str = ""
) -> Iterator[Finding]:
    """List what it says of the image, at the Dockerfile: an image has no source.

    *passwd* is the image's list of users.
    """
    dockerfile = config.build_dockerfile
    for each in _results(run, kind, config):
        where = f"in the image, {each.path}" if each.path else "in the image"
        said = f"{each.message} ({where})"
        yield replace(each, path=dockerfile, line=None, message=said)
    metadata = report(run)["Metadata"]
    if kind == "misconfiguration":
        yield from _root(metadata, dockerfile, passwd)
    if kind == "vulnerabilities":
        yield from _end_of_life(metadata, dockerfile)


def _root(metadata: Node, dockerfile: str, passwd: str) -> Iterator[Finding]:
    """Look at the user itself: it may come from an image further down."""
    said = text(metadata["ImageConfig"]["config"], "User")
    if user.uid(said, passwd) == 0:
        yield Finding(
            tool=TOOLS["misconfiguration"],
            rule="DS002",
            message=f"the image runs as root: its user is '{said}', uid 0",
            severity=Severity.HIGH,
            path=dockerfile,
            aliases=("AVD-DS-0002", f"DS002:{dockerfile}"),
        )


def _end_of_life(metadata: Node, dockerfile: str) -> Iterator[Finding]:
    """Tell of a distribution that nobody fixes: nothing is listed for it any more."""
    if "OS" in metadata and "EOSL" in metadata["OS"]:
        said = f"{system(metadata)} gets no security updates any more"
        tool = TOOLS["vulnerabilities"]
        yield Finding(tool, "end-of-life", said, Severity.HIGH, dockerfile)


def packages(run: ToolRun) -> int:
    """Count the packages of an image that are known by name."""
    results = items(report(run), "Results")
    known = [result for result in results if text(result, "Class") in PACKAGES]
    return sum(len(list(items(result, "Packages"))) for result in known)


def system(metadata: Node) -> str:
    """Name the distribution of an image."""
    if "OS" not in metadata:
        return "no known distribution"
    return f"{metadata['OS']['Family'].text()} {text(metadata['OS'], 'Name')}"
