"""Parse Checkov's reports on Terraform's code and on plans."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity
from pipeline.core.terraform.blocking import told
from pipeline.core.terraform.legs import CHECKOV, TOOLS, Looked, leg
from pipeline.core.tool import ROOT, ToolRun
from pipeline.core.tools import checkov
from pipeline.core.verdict import Leg
from pipeline.core.words import counted

PLANS: Final = "/plans"
# Else a key that is made in the same plan would be none to it.
PLANS_VARIABLES: Final = {"EVAL_TF_PLAN_AFTER_UNKNOWN": "true"}
# What Checkov calls the file that it writes.
RESULTS: Final = "results_json.json"
# Its checks come with the program: what is red changes with its version only.
OPTIONS: Final = (
    *("--skip-download", "--compact"),
    *("--output=json", "--output-file-path=/reports"),
)
# The module that a resource is of, and which one of several it is.
CALLED: Final = re.compile(r"^(?:module\.[\w-]+(?:\[[^]]*\])?\.)+")
ONE_OF: Final = re.compile(r"\[[^]]*\]")

Left = frozenset[tuple[str, str]]


def judge(looked: Looked, code: ToolRun, plans: ToolRun | None) -> Leg:
    """Turn what Checkov says of code and of plans into a leg."""
    root, left = looked.folders.root, left_out(code)
    found, count = code_findings(code, root), looked_at(code)
    if plans is not None:
        roots = {file_of(folder): folder for folder in looked.folders.live}
        found += plan_findings(plans, left | failed_in(code), roots)
        count += looked_at(plans)
    found += _expired(looked)
    runs = [code] if plans is None else [code, plans]
    judged = told(CHECKOV, looked, found, count)
    said = (f"{counted(len(left), 'check')} by comments",) if left else ()
    return replace(leg(CHECKOV, looked, judged, runs, {"checks": count}), left_out=said)


def _expired(looked: Looked) -> list[Finding]:
    """An exception that nothing matches any more would stay for ever."""
    return [
        Finding(
            tool=TOOLS[CHECKOV],
            rule=f"ignore-{entry.id}",
            message=f"ignored until {entry.expires}: {entry.reason}; fix it or decide "
            "again",
            severity=Severity.CRITICAL,
            path="pyproject.toml",
        )
        for entry in looked.config.terraform_ignore
        if entry.expires < looked.today
    ]


def command(root: str) -> tuple[str, ...]:
    """Return how Checkov looks at code, with what somebody left out and why."""
    where = f"--directory={ROOT}{root}"
    return ("checkov", where, "--framework=terraform", *OPTIONS)


def plans_command() -> tuple[str, ...]:
    """Return how Checkov looks at plans."""
    where = f"--directory={PLANS}"
    return ("checkov", where, "--framework=terraform_plan", "--quiet", *OPTIONS)


def plan_files(plans: Mapping[str, str]) -> dict[str, str]:
    """Return the name of a file for each root's plan, with its text."""
    return {file_of(root): text for root, text in plans.items()}


def file_of(root: str) -> str:
    """Return the name of the file that a root's plan is shown in."""
    return f"{root.replace('/', '-')}.json"


def _results_of(run: ToolRun) -> Node:
    return read(run, run.report(RESULTS))


def looked_at(run: ToolRun) -> int:
    """Count the checks that were made; those that somebody left out are none."""
    said = _results_of(run)
    summary = said["summary"] if "summary" in said else said
    return sum(int(summary[name].number()) for name in ("passed", "failed"))


def code_findings(run: ToolRun, root: str) -> list[Finding]:
    """Read what Checkov says of code."""
    said = _results_of(run)
    if "results" not in said:
        run.agrees(0)
        return []
    failed = said["results"]["failed_checks"]
    found = [_finding(each, f"{root}{each['file_path'].text()}") for each in failed]
    run.agrees(len(found), checkov.FOUND)
    return [*found, *_unread(said["summary"])]


def left_out(run: ToolRun) -> Left:
    """Return what comments in the code leave out: the check, and of which resource."""
    said = _results_of(run)
    if "results" not in said or "skipped_checks" not in said["results"]:
        return frozenset()
    skips = said["results"]["skipped_checks"]
    return frozenset(_key(each) for each in skips)


def failed_in(run: ToolRun) -> Left:
    """Return what it says of the code: of a plan it would say it once more."""
    said = _results_of(run)
    failed = said["results"]["failed_checks"] if "results" in said else ()
    return frozenset(_key(each) for each in failed)


def plan_findings(run: ToolRun, known: Left, roots: Mapping[str, str]) -> list[Finding]:
    """Read what Checkov says of plans beyond what it is known to say of the code."""
    said = _results_of(run)
    if "results" not in said:
        run.agrees(0)
        return []
    failed = list(said["results"]["failed_checks"])
    run.agrees(len(failed), checkov.FOUND)
    kept = (each for each in failed if _key(each) not in known)
    found = [replace(_finding(each, _root(each, roots)), line=None) for each in kept]
    return [*found, *_unread(said["summary"])]


def _key(check: Node) -> tuple[str, str]:
    return check["check_id"].text(), _resource(check)


def _root(check: Node, roots: Mapping[str, str]) -> str:
    name = PurePosixPath(check["file_path"].text()).name
    return roots.get(name, name)


def _resource(check: Node) -> str:
    """Return a resource as its own module calls it."""
    return ONE_OF.sub("", CALLED.sub("", check["resource"].text()))


def _finding(check: Node, path: str) -> Finding:
    rule, resource = check["check_id"].text(), _resource(check)
    return Finding(
        tool=TOOLS[CHECKOV],
        rule=rule,
        message=f"{resource}: {check['check_name'].text()}",
        severity=Severity.HIGH,
        path=path,
        line=next(iter(check["file_line_range"])).position(),
        aliases=(f"{rule}:{path}", f"{rule}:{resource}"),
    )


def _unread(summary: Node) -> list[Finding]:
    errors = int(summary["parsing_errors"].number())
    if not errors:
        return []
    said = f"it could not read {errors} files"
    return [Finding(TOOLS[CHECKOV], "unreadable", said, Severity.HIGH)]
