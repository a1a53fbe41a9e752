"""The source argument: which files of a repository the pipeline sees."""

from typing import Annotated, Final

import dagger
from dagger import DefaultPath, Doc, Ignore

# All is left out, then let in again by kind: an edit of anything else changes
# no stage's input and re-runs nothing.
ALLOWED: Final = (
    "**/*.py",
    "**/*.pyi",
    "**/py.typed",
    "**/templates/**",
    "**/static/**",
    "**/migrations/**",
    "tests/**",
    "pyproject.toml",
    # A folder with one of its own is another project.
    "*/pyproject.toml",
    "uv.lock",
    "requirements*.txt",
    "requirements/*.txt",
    "setup.cfg",
    "setup.py",
    "tox.ini",
    "mypy.ini",
    "pytest.ini",
    "alembic.ini",
    ".flake8",
    ".isort.cfg",
    ".coveragerc",
    "Dockerfile",
    ".dockerignore",
    "compose*.yaml",
    "compose*.yml",
    "docker-compose*.yaml",
    "docker-compose*.yml",
    ".hadolint.yaml",
    ".hadolint.yml",
    "k8s/**",
    "terraform/**",
    "argocd/**",
    "monitoring/**",
    ".github/**",
)
# Left out again whatever is inside: environments, caches, generated code.
NEVER: Final = (
    "**/.git/**",
    "**/.venv/**",
    "**/venv/**",
    "**/node_modules/**",
    "**/__pycache__/**",
    "**/.*_cache/**",
    "**/.terraform/**",
    "pipeline/sdk/**",
)

Source = Annotated[
    dagger.Directory,
    DefaultPath("/"),
    Ignore(["**", *(f"!{pattern}" for pattern in ALLOWED), *NEVER]),
    Doc("Repository of the service"),
]
