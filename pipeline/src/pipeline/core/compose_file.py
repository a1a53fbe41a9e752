"""Read what `docker compose config` made of a compose file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.core import compose_keys, document
from pipeline.core.compose import ROOT, TOOL, Composition, Origin
from pipeline.core.compose_keys import Refusals
from pipeline.core.compose_service import service
from pipeline.core.config import Config
from pipeline.core.document import Node
from pipeline.core.findings import Finding, Severity
from pipeline.core.tool import ToolRun

PROGRAM: Final = "/docker-compose"


def command(config: Config, *words: str) -> tuple[str, ...]:
    """Return how compose is asked about the file: it needs no daemon for that."""
    env = config.integration_env
    given = (f"--env-file={ROOT}/{env}",) if env else ()
    return (PROGRAM, f"--file={ROOT}/{config.integration_compose}", *given, *words)


def resolve(config: Config) -> tuple[str, ...]:
    """Return what validates the file and prints it resolved, as JSON."""
    return command(config, "config", "--format=json")


def variables(config: Config) -> tuple[str, ...]:
    """Return what prints the variables that compose knows."""
    return command(config, "config", "--environment")


def read(run: ToolRun, config: Config) -> Composition:
    """Return the services of a file, or what compose says is wrong with it."""
    file = config.integration_compose
    if run.exit_code != 0:
        return Composition({}, findings=(_refused(run, file),))
    # Its output may be read by it again, so a dollar sign is written twice.
    text = run.stdout.replace("$$", "$")
    root = document.read(run, text)
    refusals = Refusals(file, config.integration_untranslated)
    refusals.refuse_unknown("", root, compose_keys.FILE)
    found = {
        name: service(name, node, refusals)
        for name, node in _members(root, "services").items()
    }
    origins = {
        name: _origin(node, refusals, name)
        for name, node in _members(root, "secrets").items()
    }
    findings = (*_warnings(run, file), *refusals.findings)
    return Composition(found, origins, findings)


def _members(root: Node, name: str) -> Mapping[str, Node]:
    return root[name].members() if name in root else {}


def _origin(node: Node, refusals: Refusals, name: str) -> Origin:
    if "environment" in node:
        return Origin(variable=node["environment"].text())
    file = node["file"].text() if "file" in node else ""
    if not file.startswith(f"{ROOT}/"):
        refusals.refuse("", f"secrets.{name}", "it is no file of the repository")
    return Origin(file=file.removeprefix(f"{ROOT}/"))


def _refused(run: ToolRun, file: str) -> Finding:
    said = " ".join((run.stderr or run.stdout).replace(f"{ROOT}/", "").split())
    return Finding(TOOL, "invalid", said or "no reason given", Severity.HIGH, file)


def _warnings(run: ToolRun, file: str) -> list[Finding]:
    """Return what compose warned of, such as a variable without a value."""
    finding = Finding(TOOL, "warning", "", Severity.LOW, file, blocks=False)
    return [
        replace(finding, message=_message(line))
        for line in run.stderr.splitlines()
        if "level=warning" in line
    ]


def _message(line: str) -> str:
    return line.partition('msg="')[2].removesuffix('"').replace('\\"', '"') or line
