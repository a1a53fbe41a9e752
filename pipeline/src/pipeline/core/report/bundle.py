"""Assemble the report bundle: all files of a run. See docs/report.md."""

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.findings import Finding, in_order
from pipeline.core.foreign import file_name, plain
from pipeline.core.report import sarif, summary, verdict_json
from pipeline.core.report.page import document as page
from pipeline.core.steady import steady
from pipeline.core.tools import coverage, database, junit, trivy
from pipeline.core.verdict import Leg, Run, Verdict

# Files that are kept as they are.
AS_IT_IS: Final = (
    *("logs/", "rendered-", "plan-", "providers.json"),
    *(trivy.SBOM, database.FILE),
)

NOT_RUN: Final = (Verdict.SKIPPED, Verdict.ABSENT)

Json = dict[str, object]
Files = dict[str, str | bytes]


def bundle(run: Run) -> Files:
    """Return the files by path.

    On one input they differ in times.json, in the time line of index.html, and in
    what services said to a suite that is red.
    """
    run = _steady(run)
    total = coverage.combined(run.reports("coverage.json"))
    files: Files = {**_logs(run), **_sarif(run)}
    times: Json = {}
    for leg in run.legs:
        reports, cases = _reports(leg)
        files |= reports
        files |= {f"{_folder(leg)}/{path}": it for path, it in _named(leg).items()}
        times[leg.title] = _times(leg) | cases
    files["times.json"] = _written(times)
    files["verdict.json"] = _written(verdict_json.document(run, total))
    files["summary.md"] = summary.markdown(run, total)
    files["index.html"] = page.html(run, total, files)
    return dict(sorted(files.items()))


def _steady(run: Run) -> Run:
    """Leave out of all that was said what differs from run to run, or is no text."""
    legs = tuple(
        replace(
            leg,
            log=_plain(leg.log),
            reason=_plain(leg.reason),
            left_out=tuple(map(_plain, leg.left_out)),
            findings=tuple(map(_readable, leg.findings)),
        )
        for leg in run.legs
    )
    return Run(legs, {stage: _plain(why) for stage, why in run.errors.items()})


def _plain(text: str) -> str:
    return plain(steady(text))


def _readable(finding: Finding) -> Finding:
    """Return a finding that can be written down, whatever a file is called."""
    path = None if finding.path is None else plain(finding.path)
    rule, message = plain(finding.rule), plain(finding.message)
    return replace(finding, path=path, rule=rule, message=message)


def _logs(run: Run) -> dict[str, str]:
    """Return a log for each leg, and for each stage that could not run."""
    legs = {f"logs/{file_name(_file_name(leg))}.log": leg.log for leg in run.legs}
    return legs | {f"logs/{name}.log": f"{why}\n" for name, why in run.errors.items()}


def _sarif(run: Run) -> dict[str, str]:
    """Return a document for each gate that looked, also where it found nothing.

    One that could not look, and has nothing that blocks, has none: a code host would
    take what it found earlier for fixed.
    """
    files = {}
    for gate in dict.fromkeys(leg.stage for leg in run.legs):
        legs = [leg for leg in run.legs if leg.stage == gate]
        found = in_order(finding for leg in legs for finding in leg.findings)
        blind = all(map(_is_blind, legs)) or any(
            _is_blind(leg) for leg in legs if leg.is_red
        )
        if not blind or any(finding.blocks for finding in found):
            files[f"sarif/{gate}.sarif"] = sarif.document(gate, found)
    return files


def _is_blind(leg: Leg) -> bool:
    return leg.verdict in NOT_RUN


def _reports(leg: Leg) -> tuple[dict[str, str], Json]:
    """Return what a leg's tools left, without times, and the times."""
    files: dict[str, str] = {}
    times: Json = {}
    folder = _folder(leg)
    if "coverage.xml" in leg.files:
        files[f"{folder}/coverage.xml"] = coverage.normalised(leg.files["coverage.xml"])
    if "junit.xml" in leg.files:
        text, times["tests"] = junit.normalised(leg.files["junit.xml"])
        files[f"{folder}/junit.xml"] = text
    # What services said is theirs: nobody can know what of it is to vary.
    said = [path for path in leg.files if path.startswith(AS_IT_IS)]
    return (
        files | {f"{folder}/{file_name(path)}": leg.files[path] for path in said},
        times,
    )


def _named(leg: Leg) -> dict[str, bytes]:
    """Return what is no text under names that can be kept, each once."""
    named: dict[str, bytes] = {}
    for path, content in sorted(leg.artifacts.items()):
        name = file_name(path)
        while name in named:
            name = f"{PurePosixPath(name).parent}/_{PurePosixPath(name).name}"
        named[name.removeprefix("./")] = content
    return named


def _times(leg: Leg) -> Json:
    return {"started": round(leg.started, 3), "seconds": round(leg.seconds, 3)}


def _folder(leg: Leg) -> str:
    return f"{leg.stage}/{leg.name}" if leg.name else leg.stage


def _file_name(leg: Leg) -> str:
    return f"{leg.stage}-{leg.name}" if leg.name else leg.stage


def _written(content: Json) -> str:
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
