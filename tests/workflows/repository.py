"""A repository that brings the pipeline along, as act checks it out."""

import shutil
import subprocess
from pathlib import Path

from tests.workflows.files import ROOT

# The smallest service that there is, and what of it takes long: gates have their own
# tests, and a workflow runs whatever is required.
SERVICE = ROOT / "tests" / "gates" / "target"
SLOW = ("compose.yaml", "e2e", "integration", "terraform", "__pycache__")
PIPELINE = ("dagger.json", "engine", "pipeline", ".github", "k8s", "argocd")
# Whoever gives advisories may be out of reach where the tests run.
WITHIN_REACH = """
[tool.pipeline]
paths = ["shop"]
python = ["3.12"]
required = ["lint", "typecheck", "security", "test", "manifests", "build", "scan"]
[tool.pipeline.scan]
required = ["secrets", "misconfiguration", "licences"]
"""


def made(folder: Path) -> Path:
    """Put the service and the pipeline into a new folder."""
    shutil.copytree(SERVICE, folder, ignore=shutil.ignore_patterns(*SLOW))
    listed = ("ls-files", "--cached", "--others", "--exclude-standard")
    for file in git(ROOT, *listed, *PIPELINE).splitlines():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, folder / file)
    project = folder / "pyproject.toml"
    bandit_only = project.read_text().replace('["bandit", "safety"]', '["bandit"]')
    project.write_text(bandit_only + WITHIN_REACH)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit(repository: Path) -> None:
    """Commit all that is there."""
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=x")


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    who = ("-c", "user.name=ada", "-c", "user.email=ada@localhost")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout
