"""Parse the output of `docker compose config`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.core import document
from pipeline.core.compose import keys as compose_keys
from pipeline.core.compose.composition import (
    ROOT,
    TOOL,
    Composition,
    Condition,
    Origin,
    Service,
)
from pipeline.core.compose.keys import Refusals
from pipeline.core.compose.service import service
from pipeline.core.document import Node
from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun

PROGRAM: Final = "/docker-compose"
# A file of ours beside the repository.
ASKING: Final = "variables.json"


def command(config: Config, *words: str) -> tuple[str, ...]:
    """Return how compose is asked about the file: it needs no daemon for that."""
    env = config.integration_env
    given = (f"--env-file={ROOT}/{env}",) if env else ()
    return (PROGRAM, f"--file={ROOT}/{config.integration_compose}", *given, *words)


def resolve(config: Config) -> tuple[str, ...]:
    """Return what validates the file and prints it resolved, as JSON."""
    return command(config, "config", "--format=json")


def variables(config: Config) -> tuple[str, ...]:
    """Return what prints variables that compose knows, as JSON: *asking* names them.

    As lines they could not be told from the lines of their values.
    """
    folder = PurePosixPath(ROOT, config.integration_compose).parent
    asked = replace(config, integration_compose=f"../{ASKING}")
    resolved = command(asked, f"--project-directory={folder}", "config")
    return (*resolved, "--format=json")


def asking(names: Iterable[str]) -> str:
    """Return a compose file that takes variables from where compose finds them."""
    service = {"image": ASKING, "environment": dict.fromkeys(names)}
    return json.dumps({"services": {"variables": service}})


def values(run: ToolRun) -> Mapping[str, str]:
    """Return the variables that have a value."""
    if run.exit_code != 0:
        raise run.not_understood(f"exit code {run.exit_code}")
    root = document.read(run, run.stdout.replace("$$", "$"))
    members = root["services"]["variables"]["environment"].members()
    return {name: member.text() for name, member in members.items()}


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
    return Composition(_reachable(found), origins, findings)


def _reachable(services: Mapping[str, Service]) -> dict[str, Service]:
    """Drop dependencies that may be missing and are: compose refuses all others."""
    return {
        name: replace(each, depends_on=_those(services, each.depends_on))
        for name, each in services.items()
    }


def _those(
    services: Mapping[str, Service], depends_on: Mapping[str, Condition]
) -> dict[str, Condition]:
    return {name: each for name, each in depends_on.items() if name in services}


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
