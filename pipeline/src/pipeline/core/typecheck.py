"""Types: what mypy says."""

from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.findings import Finding, Severity, in_order
from pipeline.core.project import Project
from pipeline.core.tool import ToolRun, relative
from pipeline.core.verdict import Leg, judged

CACHE: Final = "/root/.cache/mypy"
OPTIONS: Final = ("--output=json", "--no-error-summary", f"--cache-dir={CACHE}")
HINT: Final = "Hint: "


def command(project: Project, python: str) -> tuple[str, ...]:
    """Return how mypy checks the code, with the types that *python* can import."""
    # Without it mypy takes app/routes.py for a module of its own, not app.routes.
    bases = ("--explicit-package-bases",) if project.namespace else ()
    see = f"--python-executable={python}"
    return ("mypy", *OPTIONS, *bases, see, *project.code)


def judge(run: ToolRun) -> Leg:
    """Turn mypy's output into a leg."""
    findings = in_order(errors(run))
    return Leg(
        stage="typecheck",
        name="",
        verdict=judged(findings),
        tools=("mypy",),
        findings=findings,
        seconds=run.seconds,
        log=run.log,
    )


def errors(run: ToolRun) -> list[Finding]:
    """Read one JSON object a line; a note is part of the error before it.

    Errors of the settings come on stderr, and remarks on the settings in between
    are no JSON. mypy ends with 2 both for a syntax error in the code, which is a
    finding, and for trouble of its own, which prints no JSON and is none.
    """
    lines = (*run.stdout.splitlines(), *run.stderr.splitlines())
    entries = [read(run, line) for line in lines if line.startswith("{")]
    found = [_finding(e) for e in entries if e["severity"].text() == "error"]
    run.agrees(len(found), 1, 2)
    return found


def _finding(entry: Node) -> Finding:
    return Finding(
        tool="mypy",
        rule=entry["code"].text() if "code" in entry else "",
        message=_message(entry),
        severity=Severity.MEDIUM,
        path=relative(entry["file"].text()),
        line=entry["line"].position(),
        column=entry["column"].position(first=0),
    )


def _message(entry: Node) -> str:
    """Return what is wrong, with the command that mends it where mypy knows one."""
    message = entry["message"].text()
    hint = entry["hint"].text() if "hint" in entry else ""
    if not hint.startswith(HINT):
        return message
    return f"{message}; {hint.removeprefix(HINT).splitlines()[0]}"
