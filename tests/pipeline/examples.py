"""Short ways to make what the tests are about."""

import json
from dataclasses import replace
from pathlib import Path

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict

PROJECT = Project(
    pythons=("3.11", "3.12"),
    dependencies=Dependencies.UV_LOCK,
    requirements=(),
    manifests=("pyproject.toml", "uv.lock"),
    code=("shop",),
    tests=("tests",),
    test_files=(),
    namespace=False,
    groups=(),
    packaged=False,
    lists_dependencies=True,
    declares=frozenset({"pytest"}),
    has_dockerfile=True,
    python=("shop/__init__.py", "shop/prices.py", "tests/test_shop.py"),
)

FINDING = Finding(
    "flake8", "F401", "'os' imported but unused", Severity.LOW, "a b.py", 3, 1
)


def data(name: str) -> str:
    """Return what a tool really printed, see data/README.md."""
    return (Path(__file__).parent / "data" / name).read_text()


def ran(
    tool: str, exit_code: int, stdout: str = "", stderr: str = "", **files: str
) -> ToolRun:
    """Return a tool's run; a file's dot is written as an underscore."""
    reports = {name.replace("_", "."): text for name, text in files.items()}
    return ToolRun(tool, exit_code, stdout, stderr, reports, seconds=1.5)


def results(*raised: str, kept: int | None = None, collected: int = 0) -> str:
    """Return what our plugin of pytest writes: the error of each test, "" for none."""
    tests = [_phases(f"t.py::test_{n}", each) for n, each in enumerate(raised)]
    kept = len(raised) if kept is None else kept
    end = {"ended": True, "collected": collected or kept, "kept": kept}
    return "\n".join(['{"begun": true}', *tests, json.dumps(end)]) + "\n"


def _phases(name: str, raised: str) -> str:
    skipped, expected = raised == "Skipped", raised == "XFailed"
    said = {"raised": raised, "skipped": skipped, "expected": expected}
    quiet = {"raised": "", "skipped": False, "expected": False}
    phases = {"setup": quiet, "call": said, "teardown": quiet}
    return "\n".join(
        json.dumps({"test": name, "place": 0, "phase": phase} | each)
        for phase, each in phases.items()
    )


def leg(
    stage: str = "lint", verdict: Verdict = Verdict.PASSED, **changes: object
) -> Leg:
    """Return a leg with sensible rest."""
    plain = Leg(stage, "", verdict, tools=("flake8",), seconds=1.25)
    return replace(plain, **changes)  # type: ignore[arg-type]  # tests name fields


def places(findings: list[Finding]) -> list[str]:
    """Return rule and place of each finding."""
    return [f"{finding.rule} {finding.place}" for finding in findings]
