"""The end-to-end suite: how it is called, and what keeps it from running."""

from collections.abc import Collection
from typing import Final

from pipeline.core import suite
from pipeline.core.config import Config
from pipeline.core.verdict import Leg, Verdict

STAGE: Final = "e2e"
# Where a suite puts pictures and traces, which the report shows.
VARIABLES: Final = {"REPORTS_DIR": suite.REPORTS}


def command(config: Config) -> tuple[str, ...]:
    """Return how the suite runs."""
    return suite.command(*config.e2e_tests)


def missing(config: Config, files: Collection[str]) -> str:
    """Return why there is nothing to run, "" when there is."""
    for path in (*config.e2e_tests, config.integration_compose):
        if not any(name == path or name.startswith(f"{path}/") for name in files):
            return f"there is no '{path}'"
    return ""


def skipped(why: str, waits_for: str = "") -> Leg:
    """Return the leg of a suite that did not run; red where it is required.

    *waits_for* names the stage that is to blame: a failure is red once.
    """
    return Leg(
        stage=STAGE,
        name="",
        verdict=Verdict.SKIPPED,
        tools=(suite.TOOL,),
        reason=why,
        log=f"skipped: {why}\n",
        waits_for=waits_for,
    )
