"""What does the record of a release say?"""

import json
from datetime import UTC, date, datetime

import pytest

from pipeline.core.errors import PipelineError, Refused, ToolOutputError
from pipeline.core.findings import Finding, Severity
from pipeline.core.reference import Image
from pipeline.core.release import build_record, release_json
from pipeline.core.release.build_record import Facts
from pipeline.core.release.release import Release, SchemaWindow
from pipeline.core.release.revision import Revision
from pipeline.core.tool import ToolRun
from pipeline.core.tools import database, trivy
from pipeline.core.tools.database import Database
from pipeline.core.verdict import Leg, Run, Verdict

DIGEST = f"sha256:{'a' * 64}"
NOW = datetime(2030, 6, 11, 12, 0, 0, 5, tzinfo=UTC)
FACTS = Facts(
    image=Image("ghcr.io/team/shop", DIGEST),
    revision=Revision("c" * 40, "d" * 40, datetime(2030, 6, 10, tzinfo=UTC), 7),
    build=7,
    version="1.0",
    schema=SchemaWindow(1, 2, 1),
    builder="urn:tests",
    now=NOW,
)
PARTS = {"components": [{"name": "flask"}], "vulnerabilities": [{"id": "CVE-1"}]}
FOUND = Finding("trivy-vulnerabilities", "CVE-1", "old", Severity.HIGH)
SCANNED = Leg(
    "scan",
    "vulnerabilities",
    Verdict.PASSED,
    ("trivy-vulnerabilities",),
    findings=(FOUND, FOUND),
    files={
        trivy.SBOM: json.dumps(PARTS),
        database.FILE: Database(date(2030, 6, 9), age=2).document,
    },
)


def recorded(*legs: Leg) -> Release:
    """Return the record of a run that scanned the image, as it is read again."""
    release = build_record.release(Run((SCANNED, *legs)), FACTS)
    return release_json.read(release_json.text(release), "release.json")


def leg(
    verdict: Verdict, *, required: bool = True, advisory: bool = False
) -> tuple[Leg, ...]:
    """Return a leg of some gate."""
    return (Leg("test", "3.12", verdict, (), required=required, advisory=advisory),)


def test_it_is_of_the_image_its_commit_and_its_build() -> None:
    found = recorded()
    assert (FACTS.image, "c" * 40, "d" * 40) == (found.image, found.commit, found.tree)
    assert (7, "1.0", "urn:tests") == (found.build, found.version, found.builder)
    assert (FACTS.schema, NOW.replace(microsecond=0)) == (found.schema, found.built)


def test_what_a_stage_that_could_not_run_would_have_found_is_not_left_out() -> None:
    """Promotion would refuse it later, and nobody would know why."""
    broken = Run((SCANNED,), {"test": "the engine was stopped"})
    with pytest.raises(Refused) as refused:
        build_record.release(broken, FACTS)
    assert str(refused.value) == (
        f"could not record image '{FACTS.image}': a stage could not run; fix that,"
        " or run it again: test: the engine was stopped"
    )


def test_it_counts_what_the_scan_found_and_says_with_what() -> None:
    """The database by the day on which its advisories were collected."""
    found = recorded().scan
    assert {"high": 2} == found.findings
    assert datetime(2030, 6, 9, tzinfo=UTC) == found.database


def test_the_digest_of_the_parts_does_not_change_with_the_advisories() -> None:
    later = {**PARTS, "vulnerabilities": []}
    rescanned = Leg(
        *("scan", "vulnerabilities", Verdict.SKIPPED, ()),
        files={trivy.SBOM: json.dumps(later)},
    )
    again = build_record.release(Run((rescanned,)), FACTS)
    assert recorded().sbom == again.sbom
    assert again.scan.database is None


@pytest.mark.parametrize(
    ("legs", "counts"),
    [
        pytest.param(leg(Verdict.PASSED), True, id="passed"),
        pytest.param(leg(Verdict.FAILED), True, id="failed"),
        pytest.param(leg(Verdict.SKIPPED), True, id="skipped, which is red"),
        pytest.param(leg(Verdict.SKIPPED, required=False), False, id="may be skipped"),
        pytest.param(leg(Verdict.FAILED, required=False), True, id="may not fail"),
        pytest.param(leg(Verdict.FAILED, advisory=True), False, id="only advice"),
    ],
)
def test_evidence_counts_where_it_would_stop_a_run(
    legs: tuple[Leg, ...], counts: bool
) -> None:
    """So a promotion sees red what `ci` shows red, and nothing else."""
    (found,) = [each for each in recorded(*legs).evidence if each.stage == "test"]
    assert (legs[0].verdict.value, counts) == (found.verdict, found.required)
    assert legs[0].is_red == (counts and found.verdict != "passed")


def test_without_a_list_of_parts_there_is_no_record() -> None:
    with pytest.raises(Refused, match="the scan has not looked at the image"):
        build_record.release(Run(leg(Verdict.PASSED)), FACTS)


def test_another_image_than_the_tested_one_is_refused() -> None:
    build_record.must_be_tested(FACTS.image, DIGEST)
    with pytest.raises(Refused, match="what was tested from this source is sha256:b"):
        build_record.must_be_tested(FACTS.image, f"sha256:{'b' * 64}")


def test_the_service_tells_its_schemas_in_the_last_line() -> None:
    """It logs to the same place."""
    said = '{"event": "ready"}\n{"needs": 1, "knows": 2, "oldest_code": 1}\n'
    assert SchemaWindow(1, 2, 1) == build_record.window(
        ToolRun("flask", 0, stdout=said)
    )


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ToolRun("flask", 1, stderr="no app"), id="it failed"),
        pytest.param(ToolRun("flask", 0), id="it said nothing"),
    ],
)
def test_a_service_that_tells_no_schemas_gets_no_record(run: ToolRun) -> None:
    with pytest.raises(ToolOutputError, match="as ship.schema"):
        build_record.window(run)


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(PipelineError, match="ship.schema"):
        build_record.window(ToolRun("flask", 0, stdout="all fine\n"))


def test_a_command_is_split_as_a_shell_does() -> None:
    assert ("flask", "--app", "a b", "w") == build_record.schema_command(
        "flask --app 'a b' w"
    )


@pytest.mark.parametrize(
    ("pyproject", "given", "version"),
    [
        ('[project]\nversion = "2.1"', "", "2.1"),
        ('[project]\nversion = "2.1"', "3.0", "3.0"),
        (None, "3.0", "3.0"),
    ],
)
def test_the_version_is_the_projects_unless_given(
    pyproject: str | None, given: str, version: str
) -> None:
    assert version == build_record.version(pyproject, given)


def test_where_nobody_tells_a_version_it_is_asked_for() -> None:
    with pytest.raises(Refused, match="give --version"):
        build_record.version('[project]\ndynamic = ["version"]', "")
