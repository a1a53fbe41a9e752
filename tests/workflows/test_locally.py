"""Does CI do on this machine what it does at GitHub: step by step, red and green?"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workflows import act
from tests.workflows.act import Runner
from tests.workflows.files import ROOT

# The smallest service that there is, with the pipeline beside it.
SERVICE = ROOT / "tests" / "gates" / "target"
PIPELINE = ("dagger.json", "engine", "pipeline", ".github", "k8s", "argocd")
# Whoever gives advisories may be out of reach where the tests run.
WITHIN_REACH = """
[tool.pipeline]
paths = ["shop"]
[tool.pipeline.scan]
required = ["secrets", "misconfiguration", "licences"]
"""


@pytest.fixture(name="runner")
def _runner(tmp_path: Path) -> Runner:
    kept = tmp_path / "kept"
    kept.mkdir()
    return Runner(act.built(), kept)


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    """A repository that brings the pipeline along."""
    folder = shutil.copytree(SERVICE, tmp_path / "repository")
    listed = ("ls-files", "--cached", "--others", "--exclude-standard")
    for file in git(ROOT, *listed, *PIPELINE).splitlines():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, folder / file)
    project = folder / "pyproject.toml"
    bandit_only = project.read_text().replace('["bandit", "safety"]', '["bandit"]')
    project.write_text(bandit_only + WITHIN_REACH)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    who = ("-c", "user.name=ada", "-c", "user.email=ada@localhost")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(repository: Path) -> None:
    """Commit all that is there."""
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=x")


def test_ci_runs_and_hands_over_what_it_found(runner: Runner, repository: Path) -> None:
    """The report as an artifact, findings to the Security tab, a summary."""
    commit(repository)
    done = runner.run(repository, "push", "ci.yaml", {})

    assert 0 == done.returncode, done.stdout
    assert "passed" == verdict(runner)["outcome"]
    assert (runner.kept / "security-tab" / "bandit.sarif").is_file()
    assert "Summary - " in done.stdout


def test_a_red_run_hands_over_as_much(runner: Runner, repository: Path) -> None:
    """And is red in the end."""
    prices = repository / "shop" / "prices.py"
    prices.write_text(f"import os\n{prices.read_text()}")
    commit(repository)
    done = runner.run(repository, "push", "ci.yaml", {})

    assert 1 == done.returncode, done.stdout
    assert "failed" == verdict(runner)["outcome"]
    assert "F401" in (runner.kept / "security-tab" / "flake8.sarif").read_text()
    assert "ci: failed: lint" in done.stdout


def test_the_machine_writer_s_push_starts_nothing(
    runner: Runner, repository: Path
) -> None:
    """Else each effect would run everything again."""
    commit(repository)
    # By this name act pushes.
    done = runner.run(repository, "push", "ci.yaml", {"MACHINE_WRITER": "nektos/act"})

    assert 0 == done.returncode, done.stdout
    assert [] == list(runner.kept.iterdir())


def verdict(runner: Runner) -> dict[str, object]:
    """Return the verdict of the report that was kept."""
    report = runner.kept / "report" / "verdict.json"
    return dict(json.loads(report.read_text()))
