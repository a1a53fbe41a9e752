"""Do the module's functions work as their help says?"""

import os
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.engines import ROOT, dagger, pipeline
from tests.gates.defects import KEY
from tests.workflows.repository import commit, git

GATES = (
    *("build", "end-to-end", "integration", "lint", "manifests", "scan", "security"),
    *("terraform", "test", "typecheck"),
)
ASKS_REDIS = """import socket


def test_redis_answers() -> None:
    with socket.create_connection(("redis", 6379), timeout=10) as connection:
        connection.sendall(b"PING\\r\\n")
        assert b"+PONG" == connection.recv(5)
"""
UNFORMATTED = "import sys\nimport os\nNAME = (os.name,sys.path)\n"


def fix(target: Path) -> CompletedProcess[str]:
    """Let the target's files be formatted, as `make fix` does."""
    words = (
        "--silent",
        "-m",
        ROOT,
        "call",
        "--auto-apply",
        "fix",
        "--source=.",
        "--here",
    )
    return dagger(*words, cwd=target)


def test_every_function_is_listed_with_its_help() -> None:
    """As `dagger functions` shows it."""
    listed = dagger("--silent", "functions").stdout
    for name in (*GATES, "ci", "fix", "report"):
        (line,) = [line for line in listed.splitlines() if line.startswith(f"{name} ")]
        assert line.rstrip().endswith(".")


def test_a_sound_repository_finds_all_that_a_run_needs(target: Path) -> None:
    """Only a database may be out of reach."""
    done = pipeline("doctor", f"--source={target}")
    assert 0 == done.returncode, done.stderr
    lines = done.stdout.splitlines()
    words = {line.split()[0] for line in lines[:-2] if not line.startswith(" ")}
    assert words <= {"ok", "less"}
    assert "doctor: ready" == lines[-1]


def test_what_a_run_could_not_begin_with_is_told(target: Path) -> None:
    """All else is looked at, too."""
    settings = target / "pyproject.toml"
    wrong = "[tool.pipeline]\npathz = ['shop']\n"
    settings.write_text(settings.read_text() + wrong)
    done = pipeline("doctor", f"--source={target}")
    assert 3 == done.returncode
    assert "unknown key; did you mean 'paths'?" in done.stderr
    assert "the package index answers" in done.stderr
    assert "doctor: not ready: repository" == done.stderr.splitlines()[-1]


def test_the_dockerfile_is_given_its_arguments(target: Path) -> None:
    """As they are written, in the image that all stages use."""
    settings, dockerfile = target / "pyproject.toml", target / "Dockerfile"
    given = '\n[tool.pipeline.build]\nargs = { GREETING = "good day" }\n'
    settings.write_text(settings.read_text() + given)
    check = "import os; assert os.environ['GREETING'] == 'good day'"
    demands = f'ARG GREETING\nRUN ["python", "-c", "{check}"]\n'
    dockerfile.write_text(dockerfile.read_text() + demands)
    done = pipeline("build", f"--source={target}", "env-variable", "--name=PATH")
    assert 0 == done.returncode, done.stderr


def test_tests_find_services_of_the_compose_file(target: Path) -> None:
    """Under their names, in a leg of their own for each Python."""
    settings = target / "pyproject.toml"
    services = '\n[tool.pipeline.test]\nservices = ["redis"]\n'
    settings.write_text(settings.read_text() + services)
    (target / "tests" / "test_redis.py").write_text(ASKS_REDIS)
    done = pipeline("test", f"--source={target}", "--python=3.12")
    assert 0 == done.returncode, done.stderr
    settings.write_text(settings.read_text().replace('"redis"', '"cache"'))
    done = pipeline("test", f"--source={target}", "--python=3.12")
    assert 1 == done.returncode
    assert "could not start the service 'cache'" in done.stderr


def test_a_secret_that_was_committed_once_is_found(
    target: Path, databases: tuple[str, ...]
) -> None:
    """Where the history is given; whoever clones the repository has it, too."""
    (trivy_db,) = [option for option in databases if option.startswith("--trivy-db=")]
    file = target / "shop" / "keys.ini"
    file.write_text(f"key = {KEY}\n")
    git(target, "init", "--quiet")
    for _ in range(2):
        commit(target)
        file.unlink(missing_ok=True)
    words = ("scan", f"--source={target}", trivy_db)
    sound = pipeline(*words)
    assert "scan: passed" == sound.stdout.splitlines()[-1], sound.stderr
    done = pipeline(*words, f"--history={target / '.git'}")
    assert 3 == done.returncode
    assert "shop/keys.ini: a secret: AWS Access Key ID" in done.stderr
    assert "scan: failed: scan (secrets)" == done.stderr.splitlines()[-1]


def test_gates_are_checks() -> None:
    """`dagger check` lists all of them."""
    listed = dagger("--silent", "check", "--list").stdout
    assert set(GATES) <= set(listed.split())


def test_a_red_gate_is_a_red_check(target: Path) -> None:
    """And the others are green; the table is in its output."""
    (target / "shop" / "clock.py").write_text('"""The time."""\n\nimport os\n')
    shutil.copytree(ROOT / "pipeline", target / "pipeline", ignore=_sdk)
    shutil.copy(ROOT / "dagger.json", target)
    done = dagger("--progress=plain", "check", "lint", "typecheck", cwd=target)
    assert 0 != done.returncode
    assert "lint: failed: lint" in done.stderr
    assert "typecheck: failed" not in done.stderr


def test_fix_formats_what_lint_complains_of(target: Path) -> None:
    """In place, and nothing else is touched."""
    wrong = target / "shop" / "labels.py"
    wrong.write_text(UNFORMATTED)
    before = (target / "shop" / "prices.py").stat().st_mtime_ns
    done = fix(target)

    assert 0 == done.returncode, done.stderr
    assert "import os\nimport sys\n\nNAME = (os.name, sys.path)\n" == wrong.read_text()
    assert before == (target / "shop" / "prices.py").stat().st_mtime_ns


def test_fix_writes_into_no_other_folder(target: Path, tmp_path: Path) -> None:
    """Where it runs elsewhere it refuses; `fixed` goes where it is told to."""
    wrong, elsewhere = target / "shop" / "labels.py", tmp_path / "elsewhere"
    wrong.write_text(UNFORMATTED)
    elsewhere.mkdir()
    given = f"--source={target}"
    words = ("--silent", "-m", ROOT, "call")
    done = dagger(*words, "--auto-apply", "fix", given, cwd=elsewhere)
    assert 0 != done.returncode
    assert "could not fix the source" in done.stderr
    assert [] == list(elsewhere.iterdir())
    export = ("export", f"--path={target}")
    done = dagger(*words, "fixed", given, *export, cwd=elsewhere)
    assert 0 == done.returncode, done.stderr
    assert "import os\nimport sys\n\nNAME = (os.name, sys.path)\n" == wrong.read_text()
    assert [] == list(elsewhere.iterdir())


def test_fix_touches_nothing_else_in_another_clone(target: Path) -> None:
    """There the same files have other times than what the engine remembers."""
    wrong, right = target / "shop" / "labels.py", target / "shop" / "prices.py"
    for time in (1_000_000_000, 1_100_000_000):
        wrong.write_text(UNFORMATTED)
        os.utime(right, (time, time))
        done = fix(target)
        assert 0 == done.returncode, done.stderr
        assert time == right.stat().st_mtime


def test_the_image_runs_the_service_as_a_plain_user() -> None:
    """Without a package installer, and with an init as its first process."""
    code = "import os; import app.wsgi; print(os.getuid())"
    words = ("build", "with-exec", f"--args=python,-c,{code}", "stdout")
    done = dagger("--silent", "call", *words)
    assert "10001" == done.stdout.strip(), done.stderr
    entry = dagger("--silent", "call", "build", "entrypoint")
    assert "dumb-init" == entry.stdout.split()[0]
    pip = dagger("--silent", "call", "build", "exists", "--path=/usr/local/bin/pip")
    assert "false" == pip.stdout.strip()


def test_an_edit_of_what_no_stage_reads_runs_nothing(target: Path) -> None:
    """The second call is answered from the cache, table and times included."""
    first = pipeline("lint", f"--source={target}")
    (target / "README.md").write_text("edited\n")
    second = pipeline("lint", f"--source={target}")
    assert 0 == first.returncode == second.returncode
    assert first.stdout == second.stdout
    assert "black --check" not in second.stderr


@pytest.mark.parametrize("source", ["", "/nowhere"], ids=["empty", "not there"])
def test_a_source_that_is_none_is_an_error(source: str, tmp_path: Path) -> None:
    """It names what was looked for."""
    done = pipeline("lint", f"--source={source or tmp_path}")
    assert 1 == done.returncode
    assert "could not find the dependencies" in done.stderr or source in done.stderr


def _sdk(folder: str, names: list[str]) -> set[str]:
    return {"sdk"} if folder.endswith("pipeline") and "sdk" in names else set()
