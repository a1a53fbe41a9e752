"""Can every gate fail, and only that gate, and is the report complete then?"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.engines import ROOT, pipeline
from tests.gates.defects import DEFECTS, Defect, together
from tests.gates.terraform_defects import TERRAFORM_DEFECTS

TOOLS = (
    *("actionlint", "bandit", "black", "checkov", "checkov-terraform"),
    *("compose", "contracts", "terraform-docs", "tofu-fmt", "tofu-plan"),
    *("tofu-test", "tofu-validate", "trivy-terraform"),
    *("coverage", "docker-build", "flake8", "hadolint", "images-by-digest", "isort"),
    *("kubernetes-schemas", "kustomize", "mypy", "pip-audit", "pytest", "safety"),
    *("scan-ignore", "trivy-config", "trivy-licences", "trivy-misconfiguration"),
    *("trivy-secrets", "trivy-vulnerabilities", "zizmor"),
)
LEGS = (
    *("build", "e2e", "integration", "lint", "manifests-actionlint"),
    *("manifests-checkov", "manifests-contracts", "manifests-images"),
    *("manifests-kustomize", "manifests-schemas", "manifests-trivy-config"),
    *("manifests-zizmor", "scan-dockerfile", "scan-ignore"),
    *("scan-licences", "scan-misconfiguration", "scan-secrets"),
    *("scan-vulnerabilities", "security-bandit", "security-pip-audit"),
    *("security-safety", "terraform-checkov", "terraform-docs", "terraform-fmt"),
    *("terraform-plan", "terraform-test", "terraform-trivy", "terraform-validate"),
    *("test-3.11", "test-3.12", "typecheck"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """A bundle that was exported."""

    folder: Path

    @property
    def verdict(self) -> dict[str, Any]:
        """The machine-readable verdict."""
        text = (self.folder / "verdict.json").read_text()
        document: dict[str, Any] = json.loads(text)
        return document

    @property
    def red(self) -> set[tuple[object, object]]:
        """Stage and leg of everything that is red."""
        legs = self.verdict["legs"]
        return {(leg["stage"], leg["leg"]) for leg in legs if leg["red"]}

    def tools(self, *verdicts: str) -> set[str]:
        """Return the tools of the legs that have one of these verdicts."""
        legs = self.verdict["legs"]
        some = [leg["tools"] for leg in legs if leg["verdict"] in verdicts]
        return {tool for tools in some for tool in tools}

    @property
    def blocking(self) -> set[tuple[object, object]]:
        """Stages, and their tools whose findings block."""
        return {
            (leg["stage"], finding["tool"])
            for leg in self.verdict["legs"]
            for finding in leg["findings"]
            if finding["blocks"]
        }


def report(target: Path, databases: tuple[str, ...], folder: Path) -> Report:
    """Export the report of a repository."""
    where = (f"--source={target}", *databases)
    done = pipeline("report", *where, "export", f"--path={folder}")
    assert 0 == done.returncode, done.stderr
    return Report(folder)


def test_the_target_without_a_defect_is_green(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """Otherwise a red gate would prove nothing."""
    sound = report(target, databases, tmp_path / "report")
    assert set() == sound.red
    assert "passed" == sound.verdict["outcome"]


@pytest.mark.parametrize(
    "defects",
    [
        pytest.param(each, id=", ".join(defect.name for defect in each))
        for each in together((*DEFECTS, *TERRAFORM_DEFECTS))
    ],
)
def test_each_planted_defect_turns_exactly_its_gate_red(
    defects: list[Defect], target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """By exactly its tool, and the report is as rich as a green one."""
    for defect in defects:
        defect.plant(target)
    found = report(target, databases, tmp_path / "report")

    assert set().union(*(defect.red for defect in defects)) == found.red
    assert {(defect.gate, defect.tool) for defect in defects} == found.blocking
    assert [f"{leg}.log" for leg in LEGS] == _names(found.folder / "logs")
    assert set(TOOLS) == found.tools("passed", "failed", "skipped")
    ran = found.tools("passed", "failed")
    assert {f"{tool}.sarif" for tool in ran} == set(_names(found.folder / "sarif"))
    assert ["coverage.xml", "junit.xml"] == _names(found.folder / "test" / "3.12")
    schema = json.loads((ROOT / "docs" / "verdict.schema.json").read_text())
    jsonschema.validate(found.verdict, schema)


def test_a_red_visit_shows_what_the_browser_saw(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """Its report names the error, and has the page's picture and the services' logs."""
    DEFECTS[-1].plant(target)
    found = report(target, databases, tmp_path / "report")
    (visit,) = [leg for leg in found.verdict["legs"] if leg["stage"] == "e2e"]
    page = (found.folder / "index.html").read_text()

    assert "the till is empty" in visit["findings"][0]["message"]
    assert ["junit.xml", "logs", "shop.png"] == _names(found.folder / "e2e")
    assert ["redis.log", "shop.log"] == _names(found.folder / "e2e" / "logs")
    assert '<img src="data:image/png;base64,' in page


def test_a_red_run_ends_with_a_table_and_says_how_to_repeat_it(
    target: Path, databases: tuple[str, ...]
) -> None:
    """Its exit code tells red from what could not run."""
    for defect in (DEFECTS[2], DEFECTS[6]):
        defect.plant(target)
    done = pipeline("ci", f"--source={target}", *databases)

    assert 3 == done.returncode
    lines = done.stderr.splitlines()
    assert "ci: failed: lint, test (3.11)" == lines[-1]
    assert "repeat: dagger call lint" in lines
    assert "repeat: dagger call test --python=3.11" in lines


@pytest.mark.parametrize(
    ("words", "code", "last"),
    [
        pytest.param(("test", "--python=3.11"), 0, "test: passed", id="one leg, green"),
        pytest.param(("lint",), 3, "lint: failed: lint", id="one gate, red"),
    ],
)
def test_a_gate_can_be_repeated_alone(
    words: tuple[str, ...], code: int, last: str, target: Path
) -> None:
    """A defect of another gate does not matter to it."""
    DEFECTS[2].plant(target)
    done = pipeline(*words, f"--source={target}")
    assert code == done.returncode
    assert last == (done.stderr if code else done.stdout).splitlines()[-1]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param(
            "pyproject.toml",
            "[tool.pipeline]\npathz = ['shop']\n",
            "tool.pipeline.pathz: unknown key; did you mean 'paths'?",
            id="configuration",
        ),
        pytest.param(
            "pyproject.toml",
            "[tool.pipeline]\npaths = ['nowhere']\n",
            "could not find 'nowhere' of [tool.pipeline] paths",
            id="a path that is not there",
        ),
    ],
)
def test_what_cannot_run_is_told_from_what_is_red(
    file: str, text: str, said: str, target: Path
) -> None:
    """With the reason, and the CLI's exit code for errors."""
    path = target / file
    path.write_text(path.read_text() + text)
    done = pipeline("ci", f"--source={target}")
    assert 1 == done.returncode
    assert said in done.stderr
    assert done.stderr.splitlines()[-1].startswith("ci: could not run: ")


def test_two_runs_on_one_input_differ_in_times_only(
    target: Path, databases: tuple[str, ...], tmp_path: Path
) -> None:
    """A file that no tool reads, and no image holds, makes all of them run again."""
    (target / ".dockerignore").write_text("**/py.typed\n")
    first = report(target, databases, tmp_path / "first")
    for folder in ("shop", "tests"):
        (target / folder / "py.typed").write_text("read by nobody\n")
    second = report(target, databases, tmp_path / "second")

    assert _contents(first.folder).keys() == _contents(second.folder).keys()
    # The page's time line shows times, too; nothing else of it may differ.
    assert {"index.html", "times.json"} >= {
        name
        for name, text in _contents(first.folder).items()
        if text != _contents(second.folder)[name]
    }


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
