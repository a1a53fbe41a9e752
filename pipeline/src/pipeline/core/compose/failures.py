"""Describe how a service failed while a composition started."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.core.compose.composition import TOOL
from pipeline.core.findings import Finding, Severity
from pipeline.core.steady import steady

LAST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A service, by what rule it failed, and what happened."""

    service: str
    rule: str
    what: str

    def finding(self, logs: Mapping[str, str], file: str) -> Finding:
        """Tell what happened, and how the service's log ends."""
        end = _end(logs.get(self.service, ""))
        said = f"{self.what}; its log ends: {end}" if end else self.what
        return Finding(TOOL, self.rule, steady(said), Severity.HIGH, file)


def exited(service: str, code: int) -> Failure:
    """Tell of a service that has to go on running, and did not."""
    return Failure(service, "exited", f"'{service}' exited with code {code}")


def unsuccessful(service: str, code: int) -> Failure:
    """Tell of a service that others wait for to complete successfully."""
    why = f"'{service}' did not complete successfully: exit code {code}"
    return Failure(service, "unsuccessful", why)


def unhealthy(service: str, said: str) -> Failure:
    """Tell of a service whose health check has used up its retries."""
    last = _end(said) or "it said nothing"
    why = f"the health check of '{service}' never turned healthy: {last}"
    return Failure(service, "unhealthy", why)


def _end(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join(lines[-LAST_LINES:])
