"""Does CI do on this machine what it does at GitHub: step by step, red and green?"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.workflows.act import Runner, by_night
from tests.workflows.repository import commit


@by_night
def test_ci_runs_and_hands_over_what_it_found(runner: Runner, checkout: Path) -> None:
    """The report as an artifact, findings to the Security tab, a summary."""
    commit(checkout)
    done = runner.run(checkout, "push", "ci.yaml")

    assert 0 == done.returncode, done.stdout
    assert "passed" == verdict(runner)["outcome"]
    # Of two with the same category the code host refuses both.
    categories = list(handed_over(runner))
    assert "pipeline/security/" in categories
    assert len(categories) == len(set(categories))
    assert "Summary - " in done.stdout


def test_a_red_run_hands_over_as_much(runner: Runner, checkout: Path) -> None:
    """And is red in the end."""
    prices = checkout / "shop" / "prices.py"
    prices.write_text(f"import os\n{prices.read_text()}")
    commit(checkout)
    done = runner.run(checkout, "push", "ci.yaml")

    assert 1 == done.returncode, done.stdout
    assert "failed" == verdict(runner)["outcome"]
    assert "F401" in (runner.kept / "security-tab" / "lint.sarif").read_text()
    assert "ci: failed: lint" in done.stdout


def test_the_machine_writer_s_push_starts_nothing(
    runner: Runner, checkout: Path
) -> None:
    """Else each effect would run everything again."""
    commit(checkout)
    # By this name act pushes.
    done = runner.run(checkout, "push", "ci.yaml", var={"MACHINE_WRITER": "nektos/act"})

    assert 0 == done.returncode, done.stdout
    assert [] == list(runner.kept.iterdir())


def handed_over(runner: Runner) -> Iterator[str]:
    """Yield the category of each run that went to the Security tab."""
    for file in sorted((runner.kept / "security-tab").iterdir()):
        for run in json.loads(file.read_text())["runs"]:
            yield run["automationDetails"]["id"]


def verdict(runner: Runner) -> dict[str, object]:
    """Return the verdict of the report that was kept."""
    report = runner.kept / "report" / "verdict.json"
    return dict(json.loads(report.read_text()))
