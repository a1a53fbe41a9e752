"""Choose the input of the contracts, and parse their report."""

from collections.abc import Collection
from typing import Final

from pipeline.core.findings import Finding, Severity
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun
from pipeline.core.tools import kubernetes

TOOL: Final = "contracts"
# What has to be configured, or be there, for a contract to say anything.
SILENT: Final = {
    "routes": "no route was found in the code",
    "metrics": "contracts.scrapes names no scrape",
}


def asked(
    code: Collection[str], unbuilt: Collection[str], config: Config
) -> dict[str, object]:
    """Return the part of a request that is about contracts."""
    return {
        "unbuilt": sorted(unbuilt),
        "code": list(code),
        "scrapes": list(config.contracts_scrapes),
        "queries": list(config.contracts_queries),
        "facts": {
            "routes": list(config.contracts_routes),
            "readiness": list(config.contracts_readiness),
            "stopping": dict(config.contracts_stopping),
            "connections": dict(config.contracts_connections),
            "database_limit": config.contracts_database_limit,
            "peers": dict(config.contracts_peers),
            "guaranteed": list(config.contracts_guaranteed),
            "external": list(config.contracts_external),
            "environment": config.contracts_environment,
        },
    }


def findings(run: ToolRun) -> list[Finding]:
    """Read the promises that are not kept."""
    return [
        Finding(
            tool=TOOL,
            rule=breach["rule"].text(),
            message=breach["message"].text(),
            severity=Severity.HIGH,
            path=breach["file"].text() or None,
            line=kubernetes.line(breach),
            aliases=(f"{breach['rule'].text()}:{breach['file'].text()}",),
        )
        for breach in kubernetes.said(run)["breaches"]
    ]


def looked_at(run: ToolRun) -> dict[str, int]:
    """Count what there was to look at."""
    counts = kubernetes.said(run)["looked_at"].members()
    numbers = {name: int(node.number()) for name, node in counts.items()}
    return {name: number for name, number in numbers.items() if number}


def missing(run: ToolRun) -> str:
    """Say what there was not."""
    return "; ".join(why for name, why in SILENT.items() if name not in looked_at(run))
