"""Assemble the report bundle: all files of a run. See docs/report.md."""

import json
from dataclasses import replace
from typing import Final

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
        files |= {f"{_folder(leg)}/{path}": it for path, it in leg.artifacts.items()}
        times[leg.title] = _times(leg) | cases
    files["times.json"] = _written(times)
    files["verdict.json"] = _written(verdict_json.document(run, total))
    files["summary.md"] = summary.markdown(run, total)
    files["index.html"] = page.html(run, total, files)
    return dict(sorted(files.items()))


def _steady(run: Run) -> Run:
    """Leave out of all that was said what differs from run to run."""
    legs = tuple(
        replace(leg, log=steady(leg.log), reason=steady(leg.reason)) for leg in run.legs
    )
    return Run(legs, {stage: steady(why) for stage, why in run.errors.items()})


def _logs(run: Run) -> dict[str, str]:
    """Return a log for each leg, and for each stage that could not run."""
    legs = {f"logs/{_file_name(leg)}.log": leg.log for leg in run.legs}
    return legs | {f"logs/{name}.log": f"{why}\n" for name, why in run.errors.items()}


def _sarif(run: Run) -> dict[str, str]:
    """Return a document for each tool that ran, also where it found nothing.

    One that did not run has none: a code host would take what it found earlier for
    mended.
    """
    files = {}
    ran = [leg for leg in run.legs if leg.verdict is not Verdict.SKIPPED]
    for tool in {tool for leg in ran for tool in leg.tools}:
        found = [finding for finding in run.findings if finding.tool == tool]
        files[f"sarif/{tool}.sarif"] = sarif.document(tool, found)
    return files


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
    return files | {f"{folder}/{path}": leg.files[path] for path in said}, times


def _times(leg: Leg) -> Json:
    return {"started": round(leg.started, 3), "seconds": round(leg.seconds, 3)}


def _folder(leg: Leg) -> str:
    return f"{leg.stage}/{leg.name}" if leg.name else leg.stage


def _file_name(leg: Leg) -> str:
    return f"{leg.stage}-{leg.name}" if leg.name else leg.stage


def _written(content: Json) -> str:
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
