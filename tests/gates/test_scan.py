"""Is a scan honest about what it knows, wherever its database comes from?"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine import registry
from engine.layout import Layout
from engine.steps import folder
from local import ports
from tests.asking import ask, wait
from tests.engines import pipeline
from tests.gates import advisories
from tests.gates.defects import VULNERABLE_PACKAGE
from tests.gates.reports import Reports

RED = 3
FIXED_PACKAGE = VULNERABLE_PACKAGE.replace("1.0", "1.1")
UNFIXABLE_PACKAGE = VULNERABLE_PACKAGE.replace("vulnerable", "unfixable")
NOWHERE = "127.0.0.1:1/made-up/trivy-db:2"
MAY_BE_SKIPPED = '\n[tool.pipeline.scan]\nrequired = ["secrets"]\n'


@pytest.fixture(name="mirror")
def _mirror(tmp_path: Path) -> Iterator[str]:
    """Start a registry where containers can reach it: at their own bridge."""
    layout = Layout.of(dict(os.environ))
    part = folder(layout.parts, registry.step())
    show = ["ip", "-4", "-oneline", "address", "show", f"{layout.bridge}0"]
    shown = subprocess.run(show, capture_output=True, text=True, check=False).stdout
    bridge = re.search(r"inet ([\d.]+)/", shown)
    if bridge is None or not part.is_dir():
        pytest.skip("it needs the bridge and the registry of the built engine")
    host, port = bridge[1], ports.free()
    config = tmp_path / "registry.yml"
    template = registry.CONFIG.replace("127.0.0.1", host)
    config.write_text(template.format(storage=tmp_path / "storage", port=port))
    process = subprocess.Popen([part / "docker-registry", "serve", config])
    wait(lambda: _answers(host, port))
    yield f"{host}:{port}"
    process.terminate()
    process.wait()


def _answers(host: str, port: int) -> bool:
    with suppress(ConnectionRefusedError):
        return ask(port, "GET", "/v2/", host=host)[0] == 200
    return False


def scan(target: Path, *options: str) -> tuple[int, str]:
    """Return the exit code and what the table says of vulnerabilities."""
    done = pipeline("scan", f"--source={target}", *options)
    said = done.stderr if done.returncode else done.stdout
    (lines,) = re.findall(r"(?m)^scan +vulnerabilities +(.*(?:\n {9}.*)*)", said)
    return done.returncode, " ".join(lines.split())


def plant(target: Path, text: str) -> None:
    """Bring a package into the image."""
    with (target / "Dockerfile").open("a") as file:
        file.write(text)


def test_the_fixed_version_is_green(target: Path, trivy_db: Path) -> None:
    """And the table says what was looked through, and how old the database is."""
    plant(target, FIXED_PACKAGE)
    code, said = scan(target, f"--trivy-db={trivy_db}")
    assert (0, "passed") == (code, said.split()[0])
    assert re.search(
        r"\d+ packages; debian [\d.]+; database of [\d-]{10}, 0 days old$", said
    )


def test_what_nothing_mends_is_told_and_does_not_block(
    target: Path, trivy_db: Path
) -> None:
    """It has a critical advisory."""
    plant(target, UNFIXABLE_PACKAGE)
    code, said = scan(target, f"--trivy-db={trivy_db}")
    assert (0, "passed") == (code, said.split()[0])
    assert "Dockerfile: made-up-unfixable 1.0: A made-" in said


def test_a_database_that_is_too_old_is_red(target: Path, tmp_path: Path) -> None:
    """What became known since is not in it."""
    old = datetime.now(UTC) - timedelta(days=8)
    database = advisories.write(tmp_path / "db", old)
    code, said = scan(target, f"--trivy-db={database}")
    assert (RED, "failed") == (code, said.split()[0])
    assert f"database of {old.date()}, 8 days old" in said


def test_a_folder_that_is_no_database_is_an_error(target: Path, tmp_path: Path) -> None:
    """Of whoever gave it, rather than a reason to skip."""
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "metadata.json").write_text("{}")
    done = pipeline("scan", f"--source={target}", f"--trivy-db={tmp_path / 'db'}")
    assert 1 == done.returncode
    assert "it holds no 'trivy.db'; give the folder" in done.stderr


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("", RED, id="required"),
        pytest.param(MAY_BE_SKIPPED, 0, id="not required"),
    ],
)
def test_a_registry_out_of_reach_is_a_reason_to_skip(
    settings: str, expected: int, target: Path
) -> None:
    """Never a pass; whether it is red is a matter of settings."""
    pyproject = target / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + settings)
    code, said = scan(target, f"--trivy-db-repository={NOWHERE}")
    assert (expected, "skipped") == (code, said.split()[0])
    assert f"no database from {NOWHERE}: " in said


@pytest.mark.parametrize(
    ("package", "expected", "verdict"),
    [
        pytest.param(VULNERABLE_PACKAGE, RED, "failed", id="vulnerable"),
        pytest.param(FIXED_PACKAGE, 0, "passed", id="fixed"),
    ],
)
def test_the_database_can_come_from_a_registry(
    package: str, expected: int, verdict: str, target: Path, mirror: str, trivy_db: Path
) -> None:
    """It is the same one, as an artifact of the kind that Trivy's own is."""
    pushed = advisories.push(trivy_db, mirror, "made-up/trivy-db")
    plant(target, package)
    code, said = scan(target, f"--trivy-db-repository={pushed}")
    assert (expected, verdict) == (code, said.split()[0])


def test_the_report_lists_the_parts_of_the_image(reports: Reports) -> None:
    """By package URL, in CycloneDX."""
    listed = reports.of().folder / "scan" / "vulnerabilities" / "sbom.cdx.json"
    document = json.loads(listed.read_text())
    assert "CycloneDX" == document["bomFormat"]
    assert "pkg:pypi/flask@3.1.3" in {
        part.get("purl") for part in document["components"]
    }
