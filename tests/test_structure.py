"""Does the code keep the rules of the house?"""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE = ROOT / "pipeline" / "src" / "pipeline"
CORE = sorted((MODULE / "core").rglob("*.py"))
# Pinned in the module's own lock, and needed where people's own YAML is written.
YAML = {"image_component.py": {"yaml"}, "yaml_files.py": {"yaml"}}
WRITER = sorted((MODULE / "writer").rglob("*.py"))
STAGES = sorted((MODULE / "stages").glob("*.py"))
# Rooms of the heart, each of which imports those before it only, and what lies beside
# them. docs/architecture.md draws what is imported.
ROOMS = (
    *("project", "image", "tools", "compose", "contracts", "spread", "settings"),
    "policy",
    *("gates", "manifests", "terraform", "release", "environments", "deploy"),
    "report",
)
MOST_FILES = 15
OURS = (
    *("app", "bench", "cluster", "demo", "engine", "image", "local", "monitoring"),
    *("pipeline/src", "spread", "tests"),
)


def imports(file: Path) -> set[str]:
    """Return the modules that a file imports, with the names taken from them."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tracked(*patterns: str) -> list[Path]:
    """List the files that git knows."""
    done = subprocess.run(
        ["git", "ls-files", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in done.stdout.splitlines()]


@pytest.mark.parametrize("file", CORE, ids=lambda file: file.name)
def test_the_heart_is_pure(file: Path) -> None:
    """It imports itself and the standard library, but no clock, net or environment."""
    impure = {"os", "time", "socket", "subprocess", "random", "shutil"}
    known = sys.stdlib_module_names | YAML.get(file.name, set())
    for name in imports(file):
        top = name.split(".")[0]
        assert name.startswith("pipeline.core") or top in known, name
        assert top not in impure, name
        assert name != "pathlib.Path" and not name.startswith("urllib.request"), name


def room_of(name: str) -> str:
    """Return the room that a module of the heart lies in; none for what all share."""
    parts = name.removeprefix("pipeline.core.").split(".")
    return parts[0] if parts[0] in ROOMS else ""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_earlier_rooms_only(room: str) -> None:
    """So that there is no way round, and one can be read without the later ones."""
    allowed = {"", *ROOMS[: ROOMS.index(room) + 1]}
    for file in (MODULE / "core" / room).rglob("*.py"):
        for name in imports(file):
            if name.startswith("pipeline.core."):
                assert room_of(name) in allowed, f"{file}: {name}"


def test_what_all_rooms_share_imports_no_room() -> None:
    """Nor does it hide one."""
    rooms = {each.name for each in (MODULE / "core").iterdir() if each.is_dir()}
    assert {*ROOMS} == rooms - {"__pycache__"}
    for file in (MODULE / "core").glob("*.py"):
        assert {""} >= {
            room_of(name) for name in imports(file) if name.startswith("pipeline.core.")
        }, file


@pytest.mark.parametrize("top", [MODULE, ROOT / "tests" / "pipeline", ROOT / "app"])
def test_a_folder_is_seen_at_one_glance(top: Path) -> None:
    """Who looks for something finds it by the tree alone."""
    folders = [top, *(each for each in top.rglob("*") if each.is_dir())]
    for folder in folders:
        files = [each for each in folder.glob("*.py") if each.name != "__init__.py"]
        assert len(files) <= MOST_FILES, folder


@pytest.mark.parametrize("file", WRITER, ids=lambda file: file.name)
def test_what_writes_to_git_runs_without_an_engine(file: Path) -> None:
    """In any container that has git and Python."""
    for name in imports(file):
        ours = name.startswith(("pipeline.core", "pipeline.writer"))
        assert ours or name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("file", STAGES, ids=lambda file: file.name)
def test_a_stage_never_imports_another(file: Path) -> None:
    """Nor main, nor what runs it."""
    forbidden = (
        "pipeline.stages",
        "pipeline.main",
        "pipeline.gates",
        "pipeline.bundle",
    )
    assert not [name for name in imports(file) if name.startswith(forbidden)]


@pytest.mark.parametrize("name", ["main.py", "deployments.py"])
def test_every_dagger_function_is_documented(name: str) -> None:
    """Its first line is the help text."""
    functions = [
        node
        for node in ast.walk(ast.parse((MODULE / name).read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any("function" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert len(functions) >= 10
    assert [] == [node.name for node in functions if not ast.get_docstring(node)]


def test_an_effect_is_never_answered_from_a_cache() -> None:
    """Asked for the second time it would do nothing and say that it did."""
    effects = decorators("deployments.py") | decorators("infrastructure.py")
    effects |= {name: decorators("main.py")[name] for name in ("publish", "record")}
    assert {"function(cache='never')"} == set(effects.values())


def decorators(name: str) -> dict[str, str]:
    """Return the first decorator of each function that has one."""
    return {
        node.name: ast.unparse(node.decorator_list[0])
        for node in ast.walk(ast.parse((MODULE / name).read_text()))
        if isinstance(node, ast.AsyncFunctionDef) and node.decorator_list
    }


def test_nothing_is_pinned_to_whatever_is_newest() -> None:
    """Neither images nor actions."""
    newest = re.compile(r":late" + "st|@late" + "st|@ma" + r"ster\b")
    guilty = [
        file.relative_to(ROOT)
        for file in tracked(
            "*.py", "*.toml", "*Dockerfile", "*.yaml", "*.yml", "Makefile"
        )
        if newest.search(file.read_text())
    ]
    assert [] == guilty


def test_the_engine_s_version_is_the_same_everywhere() -> None:
    """Module, client library, its types and built engine."""
    from engine import pins

    module = (ROOT / "dagger.json").read_text()
    runtime = (ROOT / "engine/sdk/python/runtime/dagger.json").read_text()
    assert f'"{pins.DAGGER}"' in module
    assert f'"{pins.DAGGER}"' in runtime
    assert pins.SDK == f"dagger-io=={pins.DAGGER.removeprefix('v')}"
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    assert [pins.SDK] == groups["module"]


def test_the_matrix_has_a_stand_in_image_for_each_python() -> None:
    """A classifier without an image could not be tested without a registry."""
    from engine.standins import images

    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = re.findall(r"Python :: (3\.\d+)", str(classifiers["classifiers"]))
    tags = {image.tag for image in images()}
    assert {f"{version}-slim" for version in named} <= tags


@pytest.mark.parametrize("tool", ["black", "isort", "flake8"])
def test_all_code_is_formatted(tool: str) -> None:
    """The pipeline sees to the service; this to everything else."""
    # Defects are planted in that repository, which has settings of its own.
    foreign = ROOT / "tests" / "gates" / "target"
    files = [
        file
        for folder in OURS
        for file in tracked(f"{folder}/*.py")
        if not file.is_relative_to(foreign)
    ]
    check = {"black": ["--check", "--quiet"], "isort": ["--check-only"], "flake8": []}
    done = subprocess.run(
        [sys.executable, "-m", tool, *check[tool], *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
