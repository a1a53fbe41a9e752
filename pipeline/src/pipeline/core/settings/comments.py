"""Count the comments with which code has a tool look away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.core.document import Node, read
from pipeline.core.project.project import Project
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg
from pipeline.core.words import counted

# It reads files as text and imports nothing beyond the standard library. What cannot
# be split into tokens is searched line by line.
SCRIPT: Final = r"""
import io, json, re, sys, tokenize
from pathlib import Path

KINDS = {
    "black": r"fmt:\s*(?:off|skip)|yapf:\s*disable",
    "isort": r"isort:\s*(?:skip|off|split)",
    "flake8": r"\bnoqa\b",
    "mypy": r"type:\s*ignore|mypy:\s*\S",
    "bandit": r"\bnosec\b",
    "coverage": r"pragma:\s*no\s*(?:cover|branch)",
}
TEST = re.compile(r"(?m)^[ \t]*(?:async[ \t]+)?def[ \t]+test")

def comments(text):
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        return [each.string for each in tokens if each.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):
        return [line for line in text.splitlines() if "#" in line]

files = sorted({
    file
    for path in map(Path, sys.argv[1:])
    for file in ([path] if path.is_file() else path.rglob("*.py"))
})
tests, found = 0, {}
for file in files:
    text = file.read_text(errors="replace")
    tests += len(TEST.findall(text))
    said = comments(text)
    for tool, kind in KINDS.items():
        number = sum(bool(re.search(kind, each, re.IGNORECASE)) for each in said)
        entry = found.setdefault(tool, {"comments": 0, "files": 0})
        entry["comments"] += number
        entry["files"] += bool(number)
print(json.dumps({"tests": tests, "tools": found}))
"""


def command(project: Project) -> tuple[str, ...]:
    """Return what counts them in the code and its tests."""
    return ("python", "-I", "-S", "-c", SCRIPT, *project.linted)


def tests(run: ToolRun) -> int:
    """Count the functions of tests."""
    return int(_report(run)["tests"].number())


def total(run: ToolRun) -> int:
    """Count the comments for all tools."""
    tools = _report(run)["tools"].members().values()
    return sum(int(each["comments"].number()) for each in tools)


def named(leg: Leg, run: ToolRun) -> Leg:
    """Return the leg with what comments have its tools ignore."""
    said = _said(leg.tools, _report(run)["tools"].members())
    return replace(leg, left_out=(*leg.left_out, *said))


def _report(run: ToolRun) -> Node:
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    return read(run, run.stdout)


def _said(tools: Iterable[str], found: Mapping[str, Node]) -> list[str]:
    said = []
    for tool in tools:
        number = int(found[tool]["comments"].number()) if tool in found else 0
        if number:
            files = counted(int(found[tool]["files"].number()), "file")
            said.append(f"what {tool} finds at {counted(number, 'comment')} in {files}")
    return said
