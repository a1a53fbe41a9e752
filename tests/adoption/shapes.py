"""Repositories by how they declare dependencies."""

import json
from typing import Final

from pipeline.core.project.dependencies.kinds import Dependencies
from tests.adoption.shape import FLASK, Shape

PROJECT: Final = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask"]\n'
BUILDS: Final = '[build-system]\nrequires = ["hatchling"]\n'
UV: Final = {**FLASK, "pyproject.toml": PROJECT, "uv.lock": "version = 1\n"}
SETUP: Final = (
    "from setuptools import setup\n"
    "\n"
    'setup(name="shop", install_requires=["flask==0.12"])\n'
)
PIPFILE_LOCK: Final = json.dumps(
    {
        "default": {"flask": {"version": "==3.1.0"}},
        "develop": {"pytest": {"version": "==9.2.0"}},
    }
)

SHAPES: Final = (
    Shape(
        "one module",
        {**FLASK, "requirements.txt": "flask\n"},
        Dependencies.REQUIREMENTS,
        installs=("--requirements=requirements.txt", "pytest==", "pytest-cov=="),
        ships=("requirements.txt",),
    ),
    Shape(
        "pytest is declared",
        {
            **FLASK,
            "requirements.txt": "flask\n",
            "requirements-dev.txt": "-r requirements.txt\npytest\npytest-cov\n",
        },
        Dependencies.REQUIREMENTS,
        installs=("requirements-dev.txt",),
        not_installed=("pytest==",),
        ships=("requirements.txt",),
        not_shipped=("dev",),
    ),
    Shape(
        "developers' requirements beside setup.py",
        {**FLASK, "setup.py": SETUP, "requirements-dev.txt": "pytest\n"},
        Dependencies.REQUIREMENTS,
        installs=("requirements-dev.txt",),
        ships=("setup.py",),
        not_shipped=("requirements-dev",),
        builds=("--editable=.",),
        needs_source=True,
    ),
    Shape(
        "only setup.py",
        {**FLASK, "setup.py": SETUP},
        Dependencies.SETUP,
        ships=("setup.py",),
        builds=("--editable=.",),
        needs_source=True,
    ),
    Shape(
        "extras in setup.py",
        {**FLASK, "setup.py": "setup(extras_require={'test': ['pytest'], 'db': []})"},
        Dependencies.SETUP,
        builds=("--editable=.[test,db]",),
        needs_source=True,
    ),
    Shape(
        "only setup.cfg",
        {
            **FLASK,
            "setup.cfg": (
                "[metadata]\n"
                "name = shop\n"
                "[options.extras_require]\n"
                "test = pytest\n"
            ),
        },
        Dependencies.SETUP,
        ships=("setup.cfg",),
        builds=("--editable=.[test]",),
        needs_source=True,
    ),
    Shape(
        "setup.cfg with settings only",
        {
            **FLASK,
            "setup.cfg": "[flake8]\nmax-line-length = 88\n",
            "requirements.txt": "flask",
        },
        Dependencies.REQUIREMENTS,
        ships=("requirements.txt",),
    ),
    Shape(
        "requirements that install the repository",
        {**FLASK, "setup.py": SETUP, "requirements.txt": "-e .\n"},
        Dependencies.REQUIREMENTS,
        installs=("requirements.txt",),
        ships=("requirements.txt",),
        builds=("--editable=.",),
        needs_source=True,
    ),
    Shape(
        "requirements with a folder",
        {**FLASK, "requirements.txt": "flask\n./libs/prices\n"},
        Dependencies.REQUIREMENTS,
        needs_source=True,
    ),
    Shape(
        "constraints",
        {
            **FLASK,
            "requirements.txt": "-c constraints.txt\nflask\n",
            "constraints.txt": "flask<4\n",
        },
        Dependencies.REQUIREMENTS,
        installs=("requirements.txt",),
        not_installed=("constraints",),
    ),
    Shape(
        "constraints in a folder",
        {
            **FLASK,
            "requirements.txt": "-c etc/pins.txt\nflask\n",
            "etc/pins.txt": "flask<4\n",
        },
        Dependencies.REQUIREMENTS,
    ),
    Shape(
        "pip-tools",
        {
            **FLASK,
            "requirements.in": "flask\n",
            "requirements.txt": "flask==3.1.0 \\\n    --hash=sha256:0\n",
        },
        Dependencies.REQUIREMENTS,
        installs=("requirements.txt",),
        not_installed=("requirements.in",),
    ),
    Shape(
        "requirements that are not compiled",
        {**FLASK, "requirements.in": "flask\n"},
        Dependencies.REQUIREMENTS,
        installs=("requirements.in",),
        ships=("requirements.in",),
    ),
    Shape(
        "a folder of requirements",
        {
            **FLASK,
            "requirements/base.txt": "flask",
            "requirements/prod.txt": "-r base.txt\ngunicorn",
            "requirements/dev.txt": "-r base.txt\npytest",
        },
        Dependencies.REQUIREMENTS,
        installs=("requirements/dev.txt",),
        ships=("requirements/base.txt",),
    ),
    Shape(
        "the Dockerfile names its requirements",
        {
            **FLASK,
            "requirements/base.txt": "flask",
            "requirements/prod.txt": "gunicorn",
            "Dockerfile": (
                "FROM x\n"
                "COPY requirements/prod.txt /tmp/\n"
                "RUN pip install --no-cache-dir \\\n"
                "    -r /tmp/prod.txt\n"
            ),
        },
        Dependencies.REQUIREMENTS,
        ships=("requirements/prod.txt",),
        not_shipped=("base",),
    ),
    Shape(
        "plain pyproject.toml",
        {**FLASK, "pyproject.toml": PROJECT},
        Dependencies.PYPROJECT,
        installs=("--requirements=pyproject.toml",),
        ships=("pyproject.toml",),
    ),
    Shape(
        "a packaged project in src",
        {
            "src/shop/__init__.py": "",
            "tests/test_a.py": "",
            "pyproject.toml": PROJECT + BUILDS,
        },
        Dependencies.PYPROJECT,
        code=("src",),
        builds=("--no-deps --editable=.",),
    ),
    Shape(
        "dependencies that a build reads",
        {
            **FLASK,
            "pyproject.toml": (
                "[project]\n"
                'name = "shop"\n'
                'dynamic = ["version", "dependencies"]\n'
            )
            + BUILDS,
        },
        Dependencies.PYPROJECT,
        not_installed=("pyproject.toml",),
        ships=("pyproject.toml",),
        builds=("--editable=.",),
        needs_source=True,
    ),
    Shape(
        "settings in pyproject.toml, requirements beside it",
        {**FLASK, "pyproject.toml": "[tool.black]\n", "requirements.txt": "flask"},
        Dependencies.REQUIREMENTS,
        ships=("requirements.txt",),
    ),
    Shape(
        "uv",
        UV,
        Dependencies.UV_LOCK,
        installs=("uv sync", "--frozen", "--all-groups", "--all-extras"),
        ships=("uv export", "--no-default-groups", "--no-emit-project"),
    ),
    Shape(
        "uv with groups by default",
        {
            **UV,
            "pyproject.toml": PROJECT
            + (
                "[dependency-groups]\n"
                'test = ["pytest"]\n'
                'docs = ["jinja2"]\n'
                "[tool.uv]\n"
                'default-groups = ["test", "docs"]\n'
            ),
        },
        Dependencies.UV_LOCK,
        ships=("--no-default-groups",),
        not_shipped=("--group",),
    ),
    Shape(
        "uv with an extra that ships",
        {
            **UV,
            "pyproject.toml": PROJECT
            + '[project.optional-dependencies]\nproduction = ["gunicorn"]\n',
            "Dockerfile": (
                "FROM x\n"
                "RUN pip install uv && uv sync --locked --no-dev --extra production\n"
            ),
        },
        Dependencies.UV_LOCK,
        ships=("--extra=production",),
    ),
    Shape(
        "uv with a group of another Python",
        {
            **UV,
            "pyproject.toml": PROJECT
            + (
                'requires-python = "==3.11.*"\n'
                "[dependency-groups]\n"
                'docs = ["sphinx"]\n'
                "[tool.uv.dependency-groups]\n"
                'docs = { requires-python = ">=3.12" }\n'
            ),
        },
        Dependencies.UV_LOCK,
        installs=("--no-group=docs",),
        left_out=("group:docs",),
        pythons=("3.11",),
    ),
    Shape(
        "uv with members in conflict",
        {
            **UV,
            "pyproject.toml": PROJECT
            + (
                "[tool.uv]\n"
                'conflicts = [[{ extra = "cpu" }, { extra = "gpu" }], '
                '[{ group = "a" }, { extra = "cpu" }]]\n'
            ),
        },
        Dependencies.UV_LOCK,
        installs=("--no-extra=gpu", "--no-extra=cpu"),
        left_out=("extra:gpu", "extra:cpu"),
    ),
    Shape(
        "a workspace of uv",
        {
            **UV,
            "uv.lock": (
                "[[package]]\n"
                'name = "prices"\n'
                'source = { editable = "packages/prices" }\n'
            ),
            "packages/prices/pyproject.toml": PROJECT,
        },
        Dependencies.UV_LOCK,
        installs=("--no-install-project",),
        needs_source=True,
    ),
    Shape(
        "a workspace of uv without a project at the top",
        {
            **UV,
            "pyproject.toml": '[tool.uv.workspace]\nmembers = ["a"]\n',
            "uv.lock": 'source = { editable = "a" }\n',
        },
        Dependencies.UV_LOCK,
        installs=("--all-packages",),
        ships=("--all-packages",),
        needs_source=True,
    ),
    Shape(
        "Poetry 1",
        {
            **FLASK,
            "poetry.lock": "",
            "pyproject.toml": (
                "[tool.poetry]\n"
                'name = "shop"\n'
                "[tool.poetry.dependencies]\n"
                'python = "^3.12"\n'
                'flask = "^3"\n'
            )
            + BUILDS,
        },
        Dependencies.POETRY_LOCK,
        installs=("poetry export", "--all-groups", "--requirements=/exported.txt"),
        ships=("poetry export", "cp /exported.txt"),
        not_shipped=("--all-groups",),
        builds=("--no-deps",),
    ),
    Shape(
        "Poetry 2",
        {
            **FLASK,
            "poetry.lock": "",
            "pyproject.toml": PROJECT
            + "[tool.poetry]\npackage-mode = false\n"
            + BUILDS,
        },
        Dependencies.POETRY_LOCK,
        installs=("poetry export",),
    ),
    Shape(
        "Poetry with a folder of its own",
        {
            **FLASK,
            "poetry.lock": '[package.source]\ntype = "directory"\nurl = "libs/a"\n',
            "pyproject.toml": "[tool.poetry]\npackage-mode = false\n",
        },
        Dependencies.POETRY_LOCK,
        needs_source=True,
    ),
    Shape(
        "PDM",
        {
            **FLASK,
            "pdm.lock": "",
            "pyproject.toml": PROJECT + "[tool.pdm]\ndistribution = false\n" + BUILDS,
        },
        Dependencies.PDM_LOCK,
        installs=("pdm export", "--with=:all"),
        ships=("--prod",),
    ),
    Shape(
        "Pipfile",
        {**FLASK, "Pipfile": "", "Pipfile.lock": PIPFILE_LOCK},
        Dependencies.PIPFILE_LOCK,
        installs=("--requirements=/exported.txt", "pytest-cov=="),
        not_installed=("pytest==",),
        ships=("cp /exported.txt",),
    ),
    Shape(
        "keys choose",
        {
            **FLASK,
            "pyproject.toml": (
                "[tool.pipeline.dependencies]\n"
                'ship = ["deploy/reqs.txt"]\n'
                'test = ["ci/reqs.txt"]\n'
            ),
            "requirements.txt": "flask",
            "deploy/reqs.txt": "flask",
            "ci/reqs.txt": "flask",
        },
        Dependencies.REQUIREMENTS,
        installs=("--requirements=ci/reqs.txt",),
        not_installed=("--requirements=requirements.txt",),
        ships=("deploy/reqs.txt",),
    ),
    Shape(
        "keys choose of uv",
        {
            **UV,
            "pyproject.toml": PROJECT
            + '[tool.pipeline.dependencies]\ntest = ["group:test", "extra:db"]\n',
        },
        Dependencies.UV_LOCK,
        installs=("--no-default-groups --group=test --extra=db",),
        not_installed=("--all-groups",),
    ),
    Shape(
        "testpaths",
        {
            **FLASK,
            "requirements.txt": "",
            "acceptance/test_price.py": "",
            "pyproject.toml": (
                "[tool.pytest.ini_options]\n" 'testpaths = ["tests", "acceptance"]\n'
            ),
        },
        Dependencies.REQUIREMENTS,
        tests=("tests", "acceptance"),
    ),
    Shape(
        "testpaths of pytest.ini",
        {
            **FLASK,
            "requirements.txt": "",
            "checks/test_a.py": "",
            "pytest.ini": "[pytest]\ntestpaths = checks\n",
        },
        Dependencies.REQUIREMENTS,
        tests=("checks",),
    ),
    Shape(
        "testpaths with a pattern",
        {
            "shop/__init__.py": "",
            "shop/a/tests/test_a.py": "",
            "requirements.txt": "",
            "setup.cfg": "[tool:pytest]\ntestpaths = shop/*/tests\n",
        },
        Dependencies.REQUIREMENTS,
        code=("shop",),
        tests=("shop/a/tests",),
    ),
    Shape(
        "conftest at the top",
        {
            "shop/__init__.py": "",
            "shop/test_shop.py": "",
            "conftest.py": "",
            "requirements.txt": "",
        },
        Dependencies.REQUIREMENTS,
        code=("shop",),
        tests=("shop/test_shop.py",),
    ),
    Shape(
        "tests inside a package",
        {"shop/__init__.py": "", "shop/tests/test_a.py": "", "requirements.txt": ""},
        Dependencies.REQUIREMENTS,
        code=("shop",),
        tests=("shop/tests",),
    ),
    Shape(
        "tests at the top and inside",
        {
            "shop/__init__.py": "",
            "shop/tests/test_a.py": "",
            "tests/test_b.py": "",
            "requirements.txt": "",
        },
        Dependencies.REQUIREMENTS,
        code=("shop",),
        tests=("tests", "shop/tests"),
    ),
    Shape(
        "tests.py",
        {"app.py": "", "tests.py": "", "requirements.txt": ""},
        Dependencies.REQUIREMENTS,
        tests=("tests.py",),
    ),
    Shape(
        "code in folders of a folder",
        {
            "app.py": "",
            "blueprints/orders/__init__.py": "",
            "blueprints/orders/views.py": "",
            "tests/test_a.py": "",
            "requirements.txt": "",
        },
        Dependencies.REQUIREMENTS,
        code=("app.py", "blueprints"),
    ),
    Shape(
        "a Dockerfile in a folder",
        {
            **FLASK,
            "requirements.txt": "",
            "docker/Dockerfile": "FROM x\n",
            "pyproject.toml": (
                "[tool.pipeline.build]\n" 'dockerfile = "docker/Dockerfile"\n'
            ),
        },
        Dependencies.REQUIREMENTS,
    ),
)
