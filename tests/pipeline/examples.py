"""Short ways to make what the tests are about."""

from dataclasses import replace

from pipeline.core.findings import Finding, Severity
from pipeline.core.project import Dependencies, Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict

PROJECT = Project(
    pythons=("3.11", "3.12"),
    dependencies=Dependencies.UV_LOCK,
    requirements=(),
    manifests=("pyproject.toml", "uv.lock"),
    code=("shop",),
    tests=("tests",),
    groups=(),
    packaged=False,
    declares=frozenset({"pytest"}),
    has_dockerfile=True,
)


def ran(
    tool: str, exit_code: int, stdout: str = "", stderr: str = "", **files: str
) -> ToolRun:
    """Return a tool's run; a file's dot is written as an underscore."""
    reports = {name.replace("_", "."): text for name, text in files.items()}
    return ToolRun(tool, exit_code, stdout, stderr, reports, seconds=1.5)


def leg(
    stage: str = "lint", verdict: Verdict = Verdict.PASSED, **changes: object
) -> Leg:
    """Return a leg with sensible rest."""
    plain = Leg(stage, "", verdict, tools=("flake8",), seconds=1.25)
    return replace(plain, **changes)  # type: ignore[arg-type]


FINDING = Finding(
    "flake8", "F401", "'os' imported but unused", Severity.LOW, "a b.py", 3, 1
)
