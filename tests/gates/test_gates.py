"""Can every gate fail, and only that gate, and is the report complete then?"""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.engines import ROOT, pipeline
from tests.gates.defects import DEFECTS, Defect, together
from tests.gates.reports import Reports, contents, names, report
from tests.gates.terraform_defects import TERRAFORM_DEFECTS

ENDS = ("passed", "failed")
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


# As few reports as will do: each is a whole run.
ROUNDS = together((*DEFECTS, *TERRAFORM_DEFECTS))


def test_the_target_without_a_defect_is_green(reports: Reports) -> None:
    """Otherwise a red gate would prove nothing."""
    sound = reports.of()
    assert set() == sound.red
    assert "passed" == sound.verdict["outcome"]


@pytest.mark.parametrize(
    "defects",
    [
        pytest.param(each, id=", ".join(defect.name for defect in each))
        for each in ROUNDS
    ],
)
def test_each_planted_defect_turns_exactly_its_gate_red(
    defects: list[Defect], reports: Reports
) -> None:
    """By exactly its tool, and the report is as rich as a green one."""
    found = reports.of(*defects)

    assert set().union(*(defect.red for defect in defects)) == found.red
    assert {(defect.gate, defect.tool) for defect in defects} == found.blocking
    assert [f"{leg}.log" for leg in LEGS] == names(found.folder / "logs")
    assert set(TOOLS) == found.tools("passed", "failed", "skipped")
    # A gate that waited for another has nothing to hand over.
    looked = {leg["stage"] for leg in found.verdict["legs"] if leg["verdict"] in ENDS}
    assert {f"{gate}.sarif" for gate in looked} == set(names(found.folder / "sarif"))
    assert ["coverage.xml", "junit.xml"] == names(found.folder / "test" / "3.12")
    schema = json.loads((ROOT / "docs" / "verdict.schema.json").read_text())
    jsonschema.validate(found.verdict, schema)


def test_a_red_visit_shows_what_the_browser_saw(reports: Reports) -> None:
    """Its report names the error, and has the page's picture and the services' logs."""
    (defects,) = [each for each in ROUNDS if DEFECTS[-1] in each]
    found = reports.of(*defects)
    (visit,) = [leg for leg in found.verdict["legs"] if leg["stage"] == "e2e"]
    page = (found.folder / "index.html").read_text()

    assert "the till is empty" in visit["findings"][0]["message"]
    assert ["junit.xml", "logs", "shop.png"] == names(found.folder / "e2e")
    assert ["redis.log", "shop.log"] == names(found.folder / "e2e" / "logs")
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


def test_with_an_earlier_report_only_what_is_new_is_red(
    target: Path, databases: tuple[str, ...], reports: Reports
) -> None:
    """What was there before is shown, and counted."""
    earlier = reports.of(DEFECTS[2]).folder / "verdict.json"
    words = ("ci", f"--source={target}", *databases, f"--baseline={earlier}")
    DEFECTS[2].plant(target)
    done = pipeline(*words)
    assert 0 == done.returncode, done.stderr
    assert "1 old finding" in done.stdout

    DEFECTS[3].plant(target)
    done = pipeline(*words)
    assert 3 == done.returncode
    assert "ci: failed: typecheck" == done.stderr.splitlines()[-1]


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
    """An edit of what no tool reads, and no image holds, has all of them run again."""
    (target / ".dockerignore").write_text("**/py.typed\n")
    marks = [target / folder / "py.typed" for folder in ("shop", "tests")]
    for mark in marks:
        mark.write_text("read by nobody\n")
    first = report(target, databases, tmp_path / "first")
    for mark in marks:
        mark.write_text("read by nobody, too\n")
    second = report(target, databases, tmp_path / "second")

    assert contents(first.folder).keys() == contents(second.folder).keys()
    # The page's time line shows times, too; nothing else of it may differ.
    assert {"index.html", "times.json"} >= {
        name
        for name, text in contents(first.folder).items()
        if text != contents(second.folder)[name]
    }
