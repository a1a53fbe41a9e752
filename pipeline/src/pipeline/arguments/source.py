"""The source arguments: which files of a repository the pipeline is given."""

from typing import Annotated, Final

import dagger
from dagger import DefaultPath, Doc, Ignore

# Left out whatever is inside: what Git, environments, caches and runs of tools keep.
# All else is given, as `docker build` would have it; stages narrow it for themselves.
NEVER: Final = (
    "**/.git",
    "**/.venv",
    "**/venv",
    "**/node_modules",
    "**/__pycache__",
    "**/*.py[cod]",
    "**/.*_cache",
    "**/.hypothesis",
    "**/.tox",
    "**/.nox",
    "**/.eggs",
    "**/*.egg-info",
    "**/.coverage",
    "**/.coverage.*",
    "**/.terraform",
    "**/.DS_Store",
    ".local",
    # What `report export --path=report` leaves there; a package of that name is code.
    "report/**",
    "!report/**/*.py",
    # Generated for the module itself, where it is part of the repository.
    "pipeline/sdk",
)
# What neither linter reads, whatever its settings say: an edit of it is no new call.
DOCUMENTS: Final = (
    *("**/*.md", "**/*.rst", "**/LICENSE*", ".github"),
    *("**/*.png", "**/*.jpg", "**/*.gif", "**/*.svg", "**/*.ico", "**/*.woff2"),
)

Source = Annotated[
    dagger.Directory,
    DefaultPath("/"),
    Ignore([*NEVER]),
    Doc("Repository of the service"),
]
Formatted = Annotated[
    dagger.Directory,
    DefaultPath("/"),
    Ignore([*NEVER, *DOCUMENTS]),
    Doc("Repository of the service"),
]
# What a call has where nobody gives a source: changes are written there.
Repository = Annotated[
    dagger.Directory,
    DefaultPath("/"),
    Ignore([*NEVER, *DOCUMENTS]),
    Doc("Not to be given: the repository that the command runs in"),
]
Here = Annotated[
    bool, Doc("The source is the folder that the command runs in: --source=. --here")
]
