"""Write the files that a repository lacks for its road to production.

Plain templates: what is there already is never touched, so there is nothing to merge.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import Template
from typing import Final, Self

from pipeline.core.project.dependencies.install import shipped
from pipeline.core.project.dependencies.kinds import Dependencies
from pipeline.core.project.project import Project

# The engine that the module is for: tests hold it to dagger.json.
DAGGER: Final = "0.19.10"
MODULE: Final = "github.com/OWNER/REPOSITORY@VERSION"
ENTRIES: Final = (("wsgi.py", "wsgi:app"), ("app.py", "app:app"))
SECTION: Final = Template("""
[tool.pipeline]
required = ["lint", "test", "build"]

[tool.pipeline.coverage]
threshold = 60
""")
DOCKERFILE: Final = Template("""\
FROM python:$python-slim
WORKDIR /srv
$install
COPY . .
USER 10001
EXPOSE $port
CMD ["gunicorn", "--bind=0.0.0.0:$port", "$entry"]
""")
DOCKERIGNORE: Final = """\
.git
.github
.env*
**/__pycache__
**/.venv
tests
"""
COMPOSE: Final = Template("""\
services:
  $name:
    build: .
    ports: ["$port:$port"]
""")
WORKFLOW: Final = Template("""\
name: Pipeline
on:
  pull_request:
  push:
    branches: [main]
permissions: {}
jobs:
  gates:
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    permissions:
      contents: read # to check out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: Install the CLI
        run: |
          curl -fsSL https://dl.dagger.io/dagger/install.sh |
            DAGGER_VERSION=$dagger BIN_DIR="$$HOME/.local/bin" sh
      - name: Run all gates
        run: dagger call -m "$module" ci --source=.
""")
REQUIREMENTS: Final = Template("""\
COPY $files ./
RUN pip install --no-cache-dir gunicorn $options""")
LOCKED: Final = """\
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir uv && uv sync --frozen --no-dev --no-install-project
ENV PATH="/srv/.venv/bin:$PATH\""""
PLAIN: Final = """\
COPY . .
RUN pip install --no-cache-dir gunicorn ."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the files need to know; an empty *entry* or *name* is to be guessed."""

    module: str
    dagger: str
    name: str = ""
    entry: str = ""
    port: int = 8000

    def guessed(self, project: Project, files: Collection[str]) -> Self:
        """Fill in what the repository tells."""
        package = next((n for n in project.code if not n.endswith(".py")), "app")
        found = [entry for file, entry in ENTRIES if file in files]
        entry = self.entry or next(iter(found), f"{package}:create_app()")
        name = self.name or project.name or package
        return type(self)(self.module, self.dagger, name, entry, self.port)


def missing(
    service: Service, project: Project, files: Collection[str], pyproject: str | None
) -> dict[str, str]:
    """Return the files that are not there, and pyproject.toml where it lacks ours."""
    known = service.guessed(project, files)
    values: Mapping[str, object] = {
        "module": known.module,
        "dagger": known.dagger,
        "name": known.name,
        "entry": known.entry,
        "port": known.port,
        "python": project.pythons[-1],
        "install": _install(project),
    }
    texts = {
        "Dockerfile": DOCKERFILE.substitute(values),
        ".dockerignore": DOCKERIGNORE,
        "compose.yaml": COMPOSE.substitute(values),
        ".github/workflows/pipeline.yaml": WORKFLOW.substitute(values),
    }
    absent = {name: text for name, text in texts.items() if name not in files}
    if "[tool.pipeline" not in (pyproject or ""):
        section = SECTION.substitute(values)
        absent["pyproject.toml"] = ((pyproject or "") + section).lstrip("\n")
    return absent


def _install(project: Project) -> str:
    if project.dependencies is Dependencies.UV_LOCK:
        return LOCKED
    names = [name for name in shipped(project) if name.endswith(".txt")]
    if project.dependencies is not Dependencies.REQUIREMENTS or not names:
        return PLAIN
    return REQUIREMENTS.substitute(
        files=" ".join(names),
        options=" ".join(f"-r {name.rpartition('/')[2]}" for name in names),
    )
