"""Judge what Trivy and hadolint find in the image, source and Dockerfile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.gates import scan_counts
from pipeline.core.gates.ignored import weighed
from pipeline.core.project.config import SCANS, Config, Ignored
from pipeline.core.tool import ToolRun
from pipeline.core.tools import hadolint, trivy
from pipeline.core.tools.database import FILE, Database
from pipeline.core.tools.trivy_report import TOOLS
from pipeline.core.verdict import Leg, Verdict

STAGE: Final = "scan"
VULNERABILITIES: Final = "vulnerabilities"
SECRETS: Final = "secrets"
DOCKERFILE: Final = "dockerfile"
IGNORE: Final = "ignore"
LEGS: Final = (*SCANS, DOCKERFILE, IGNORE)
IGNORE_TOOL: Final = "scan-ignore"


@dataclass(frozen=True, slots=True)
class Image:
    """What Trivy said of the image, its parts and its users; or why nothing."""

    run: ToolRun | None = None
    sbom: str = ""
    missing: str = ""
    passwd: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of vulnerabilities, or why nothing is."""

    database: Database | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was looked at, with what, and how many comments have Trivy look away.

    *secrets* is the run that looked for those in all *files* of the repository, and in
    *versions* of them that were committed; *source* the one that looked for the rest in
    what is shipped.
    """

    source: ToolRun
    secrets: ToolRun
    image: Image
    known: Known
    files: tuple[str, ...] = ()
    ignoring: int = 0
    versions: int = 0

    def source_run(self, kind: str) -> ToolRun:
        """Return the run that looked for one kind in the source."""
        return self.secrets if kind == SECRETS else self.source

    def runs(self, kind: str) -> tuple[ToolRun, ...]:
        """Return the runs that looked for one kind."""
        runs = (self.image.run, self.source_run(kind))
        return tuple(run for run in runs if run)


def judge(kind: str, looked: Looked, config: Config, today: date) -> Leg:
    """Turn what was found of one kind into a leg.

    What nobody looked at is skipped, never passed; what was found in the rest of it
    is red in either case.
    """
    findings = _weighed(_found(kind, looked, config), config, today)
    leg = replace(
        Leg.found(STAGE, kind, (TOOLS[kind],), findings),
        seconds=max(run.seconds for run in looked.runs(kind)),
        log="\n".join(_steady(run).log for run in looked.runs(kind)),
        files=_files(looked) if kind == VULNERABILITIES else {},
        required=kind in config.scan_required,
        looked_at=_counts(kind, looked, config),
        left_out=scan_counts.left_out(kind, looked.files, looked.ignoring),
    )
    if leg.verdict is Verdict.FAILED:
        return replace(leg, reason=_looked_at(kind, looked))
    if looked.image.absent:
        return _without_image(leg, looked.image.missing)
    if missing := _missing(kind, looked):
        why, stage = missing
        return replace(leg, verdict=Verdict.SKIPPED, reason=why, waits_for=stage)
    return replace(leg, reason=_looked_at(kind, looked))


def _counts(kind: str, looked: Looked, config: Config) -> dict[str, int]:
    """Count what was looked at; versions only where there is a history."""
    source, image = looked.source_run(kind), looked.image.run
    counts = dict(scan_counts.counts(kind, source, image, looked.files, config))
    if kind == SECRETS and looked.versions:
        counts["versions"] = looked.versions
    return counts


def _without_image(leg: Leg, why: str) -> Leg:
    """Pass what the source alone tells; packages are the image's."""
    of_image = leg.name == VULNERABILITIES
    verdict = Verdict.ABSENT if of_image else Verdict.PASSED
    return replace(leg, verdict=verdict, reason=f"the source only: {why}")


def _files(looked: Looked) -> dict[str, str]:
    """Return the list of the image's parts and the day of the database, if known."""
    database = looked.known.database
    files = {
        trivy.SBOM: looked.image.sbom,
        FILE: database.document if database else "",
    }
    return {name: text for name, text in files.items() if text}


def _steady(run: ToolRun) -> ToolRun:
    """Sort what Trivy logs: its analyzers work in an order that varies."""
    lines = run.stderr.splitlines()
    return replace(run, stderr="\n".join(sorted(lines, key=_without_moment)))


def _without_moment(line: str) -> str:
    return line.partition("\t")[2]


def _found(kind: str, looked: Looked, config: Config) -> Iterator[Finding]:
    yield from trivy.source_findings(looked.source_run(kind), kind, config)
    if looked.image.run:
        image = looked.image
        yield from trivy.image_findings(looked.image.run, kind, config, image.passwd)
    if kind == VULNERABILITIES and looked.known.database:
        yield from _too_old(looked.known.database, config)


def _too_old(database: Database, config: Config) -> Iterator[Finding]:
    if database.age > config.scan_max_db_age:
        said = f"{database}; at most {config.scan_max_db_age} (scan.max_db_age)"
        yield Finding(TOOLS[VULNERABILITIES], "database-age", said, Severity.CRITICAL)


def _missing(kind: str, looked: Looked) -> tuple[str, str] | None:
    """Return why nobody could look, and the stage that is to blame."""
    image = looked.image
    if kind == VULNERABILITIES and looked.known.database is None:
        return looked.known.missing, ""
    if image.run is None:
        return image.missing, "build"
    if kind == VULNERABILITIES and not trivy.packages(image.run):
        return "Trivy knows none of the image's packages by name", ""
    return None


def _looked_at(kind: str, looked: Looked) -> str:
    """Say in what, and with what, vulnerabilities were looked for."""
    run = looked.image.run
    if kind != VULNERABILITIES or run is None:
        return ""
    name = trivy.system(trivy.report(run)["Metadata"])
    return f"{name}; {looked.known.database}"


def _weighed(
    found: Iterable[Finding], config: Config, today: date
) -> Iterator[Finding]:
    threshold, entries = config.scan_severity, config.scan_ignore
    return (weighed(each, threshold, entries, today) for each in found)


def judge_dockerfile(run: ToolRun, text: str, config: Config, today: date) -> Leg:
    """Turn hadolint's output on a Dockerfile of this text into a leg."""
    findings = _weighed(hadolint.findings(run), config, today)
    return replace(
        Leg.found(STAGE, DOCKERFILE, (hadolint.TOOL,), findings),
        seconds=run.seconds,
        log=run.log,
        looked_at=scan_counts.of_dockerfile(text),
        left_out=scan_counts.left_out_of_dockerfile(text),
    )


def no_dockerfile(config: Config) -> Leg:
    """Return the leg of a repository without a Dockerfile, which build tells of."""
    why = f"there is no '{config.build_dockerfile}'"
    return Leg.absent(STAGE, DOCKERFILE, (hadolint.TOOL,), why)


def judge_ignore(entries: tuple[Ignored, ...], today: date) -> Leg:
    """Turn the ignore list into a leg, red from the day on that an entry is over.

    One that nothing matches any more would stay for ever, and be there when the same
    thing comes back.
    """
    findings = (_expired(each) for each in entries if each.expires < today)
    listed = [f"{e.id} until {e.expires}: {e.reason}\n" for e in entries]
    return replace(
        Leg.found(STAGE, IGNORE, (IGNORE_TOOL,), findings),
        reason=f"{len(entries)} ignored" if entries else "",
        log="".join(listed) or "nothing is ignored\n",
    )


def _expired(entry: Ignored) -> Finding:
    said = f"ignored until {entry.expires}: {entry.reason}; fix it or decide again"
    return Finding(IGNORE_TOOL, entry.id, said, Severity.HIGH, "pyproject.toml")
