"""The end-to-end suite's command, and the reasons not to run it."""

from collections.abc import Collection
from typing import Final

from pipeline.core.gates import suite
from pipeline.core.project.config import Config
from pipeline.core.verdict import Leg

STAGE: Final = "e2e"
# Where a suite puts pictures and traces, which the report shows.
VARIABLES: Final = {"REPORTS_DIR": suite.REPORTS}


def command(config: Config) -> tuple[str, ...]:
    """Return how the suite runs."""
    return suite.command(*config.e2e_tests)


def missing(config: Config, files: Collection[str]) -> str:
    """Return why there is nothing to run, "" when there is."""
    return suite.missing((*config.e2e_tests, config.integration_compose), files)


def absent(why: str) -> Leg:
    """Return the leg of a repository without composition or suite."""
    return suite.absent(STAGE, why, "[tool.pipeline.e2e]")


def skipped(why: str, waits_for: str = "") -> Leg:
    """Return the leg of the suite when it did not run."""
    return suite.skipped(STAGE, why, waits_for)
