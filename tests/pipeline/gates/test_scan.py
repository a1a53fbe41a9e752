"""What of a scan blocks, and what is skipped rather than passed?"""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline.core.findings import Severity
from pipeline.core.gates import scan
from pipeline.core.gates.scan import Image, Known, Looked
from pipeline.core.project.config import SCANS, Config, Ignored
from pipeline.core.tools import database, trivy
from pipeline.core.tools.database import Database
from pipeline.core.verdict import Leg, Verdict, weighed
from tests.pipeline.examples import data, ran

TODAY = date(2030, 6, 11)
FRESH = Known(Database(date(2030, 6, 7), age=4))
NOTHING = json.dumps({"Metadata": {"ImageConfig": {"config": {"User": "10001"}}}})
PACKAGE = {"Class": "lang-pkgs", "Target": "Python", "Packages": [{"Name": "flask"}]}
DOCKERFILE = "FROM a\n# hadolint ignore=DL3020\nADD b c\n"
SOUND = json.dumps(json.loads(NOTHING) | {"Results": [PACKAGE]})


def looked(image: str = SOUND, source: str = NOTHING) -> Looked:
    """Return what was looked at, sound unless another report is given."""
    of_image = ran("trivy", 0, stderr="image", trivy_json=image)
    of_source = ran("trivy", 0, stderr="source", trivy_json=source)
    of_source = replace(of_source, seconds=2.5)
    return Looked(of_source, of_source, Image(of_image, "{}"), FRESH)


DEFECTIVE = looked(data("trivy-image.json"), data("trivy-source.json"))
NO_DATABASE = replace(looked(), known=Known(missing="no database from here"))
NO_IMAGE = replace(looked(), image=Image(missing="the image does not build"))


def judge(kind: str, found: Looked = DEFECTIVE, config: Config = Config()) -> Leg:
    """Return the leg of a kind."""
    return scan.judge(kind, found, config, TODAY)


@pytest.mark.parametrize("kind", SCANS)
def test_a_defect_is_red_and_none_is_green(kind: str) -> None:
    """Each kind is a leg and a tool of its own."""
    red, green = judge(kind), judge(kind, looked())
    assert (Verdict.FAILED, Verdict.PASSED) == (red.verdict, green.verdict)
    assert ("scan", kind, (f"trivy-{kind}",)) == (red.stage, red.name, red.tools)
    assert {f"trivy-{kind}"} == {finding.tool for finding in red.findings}
    assert () == green.findings
    assert 2.5 == green.seconds
    assert "image" in green.log and "source" in green.log


def test_what_is_logged_has_one_order() -> None:
    """Trivy's analyzers end in any: the report would differ from run to run."""
    lines = ["09:41:05\tWARN\t[pip] none", "09:41:06\tINFO\t[terraform] one"]
    logs = [
        judge(
            "secrets",
            replace(
                looked(),
                secrets=ran("trivy", 0, stderr="\n".join(order), trivy_json=NOTHING),
            ),
        ).log
        for order in (lines, lines[::-1])
    ]
    assert logs[0] == logs[1]
    assert logs[0].endswith("INFO\t[terraform] one\n09:41:05\tWARN\t[pip] none\n")


@pytest.mark.parametrize(
    ("threshold", "blocking"),
    [
        (Severity.CRITICAL, {"aws-access-key-id"}),
        (Severity.HIGH, {"DS002", "KSV014", "KSV017", "aws-access-key-id"}),
        (Severity.MEDIUM, {"DS002", "KSV014", "KSV017", "KSV001", "aws-access-key-id"}),
    ],
)
def test_a_finding_blocks_from_the_threshold_on(
    threshold: Severity, blocking: set[str]
) -> None:
    """Milder ones are shown."""
    config = Config(scan_severity=threshold)
    kinds = ("misconfiguration", "secrets")
    found = [f for kind in kinds for f in judge(kind, config=config).findings]
    assert blocking == {finding.rule for finding in found if finding.blocks}
    assert "KSV011" in {finding.rule for finding in found}


def test_a_pass_says_what_it_is_of() -> None:
    """How many packages, of which distribution, and the database's age."""
    leg = judge("vulnerabilities", looked())
    said = "1 package; no known distribution; database of 2030-06-07, 4 days old"
    assert said == leg.said


def test_the_list_of_parts_goes_into_the_report() -> None:
    """Once, also when nobody could look for vulnerabilities."""
    for found in (looked(), NO_DATABASE):
        assert "{}" == judge("vulnerabilities", found).files["sbom.cdx.json"]
        assert {} == judge("secrets", found).files
    assert "sbom.cdx.json" not in judge("vulnerabilities", NO_IMAGE).files


def test_the_day_of_the_database_goes_into_the_report() -> None:
    """From there the record of a release has it."""
    files = judge("vulnerabilities", looked()).files
    assert date(2030, 6, 7) == database.day(files[database.FILE])
    assert database.FILE not in judge("vulnerabilities", NO_DATABASE).files


@pytest.mark.parametrize(
    ("age", "verdict"),
    [
        pytest.param(7, Verdict.PASSED, id="as old as it may be"),
        pytest.param(8, Verdict.FAILED, id="older"),
    ],
)
def test_a_database_that_is_too_old_is_red(age: int, verdict: Verdict) -> None:
    """What became known since is not in it."""
    known = Known(Database(date(2030, 6, 3), age))
    leg = judge("vulnerabilities", replace(looked(), known=known))
    assert verdict is leg.verdict
    if verdict is Verdict.FAILED:
        assert [
            "database of 2030-06-03, 8 days old; at most 7 (scan.max_db_age) "
            "[database-age]"
        ] == [str(finding) for finding in leg.findings]


def test_the_age_that_is_allowed_can_be_set() -> None:
    """In days."""
    config = Config(scan_max_db_age=3)
    assert Verdict.FAILED is judge("vulnerabilities", looked(), config).verdict


def test_without_a_database_vulnerabilities_are_skipped_not_passed() -> None:
    """The other kinds need none."""
    verdicts = {kind: judge(kind, NO_DATABASE).verdict for kind in SCANS}
    assert Verdict.SKIPPED is verdicts.pop("vulnerabilities")
    assert {Verdict.PASSED} == set(verdicts.values())
    assert "no database from here" == judge("vulnerabilities", NO_DATABASE).reason


@pytest.mark.parametrize(
    ("required", "red"), [(SCANS, True), (("secrets",), False)], ids=["yes", "no"]
)
def test_a_skipped_scan_is_red_where_it_is_required(
    required: tuple[str, ...], red: bool
) -> None:
    """It is never green."""
    config = Config(scan_required=required)
    assert red is judge("vulnerabilities", NO_DATABASE, config).is_red


def test_an_image_of_no_known_package_is_skipped_not_passed() -> None:
    """Nothing was looked up for it."""
    leg = judge("vulnerabilities", looked(image=NOTHING))
    assert (Verdict.SKIPPED, True) == (leg.verdict, leg.is_red)
    assert Verdict.PASSED is judge("secrets", looked(image=NOTHING)).verdict


@pytest.mark.parametrize("kind", SCANS)
def test_an_image_that_does_not_build_is_not_scanned(kind: str) -> None:
    """It is red, unless the stage that builds it is red for that already."""
    leg = judge(kind, NO_IMAGE)
    assert (Verdict.SKIPPED, "the image does not build") == (leg.verdict, leg.reason)
    assert leg.is_red
    build = replace(leg, stage="build", verdict=Verdict.FAILED, waits_for="")
    assert [True, False] == [
        each.is_red for each in weighed([build, leg], ("build", "scan"))
    ]


def test_the_source_of_an_image_that_does_not_build_is_scanned() -> None:
    """What is found in it is red all the same."""
    leg = judge("secrets", replace(DEFECTIVE, image=NO_IMAGE.image))
    assert Verdict.FAILED is leg.verdict
    assert ["shop/keys.py"] == [finding.path for finding in leg.findings]


@pytest.mark.parametrize(
    "name", ["DS002", "AVD-DS-0002", "DS002:Dockerfile"], ids=["rule", "alias", "place"]
)
def test_an_ignored_rule_does_not_block_until_it_expires(name: str) -> None:
    """By any of its names, or in one place only."""
    source = {"Results": [json.loads(data("trivy-source.json"))["Results"][1]]}
    found = looked(source=json.dumps(json.loads(NOTHING) | source))
    for day, verdict in ((TODAY, Verdict.PASSED), (date(2030, 6, 10), Verdict.FAILED)):
        config = Config(scan_ignore=(Ignored(name, "a reason", day),))
        assert verdict is judge("misconfiguration", found, config).verdict


def test_an_entry_that_has_expired_is_red_by_itself() -> None:
    """Also when nothing matches it any more; it would be there for the next."""
    day = date(2030, 6, 10)
    old = Ignored("CVE-1", "there is no fix yet", day)
    new = Ignored("CVE-2", "not reached", TODAY)
    leg = scan.judge_ignore((old, new), TODAY)
    assert (Verdict.FAILED, "2 ignored") == (leg.verdict, leg.reason)
    assert [
        "pyproject.toml: ignored until 2030-06-10: there is no fix yet; fix it or "
        "decide again [CVE-1]"
    ] == [str(finding) for finding in leg.findings]
    assert "CVE-2 until 2030-06-11: not reached\n" in leg.log
    assert Verdict.PASSED is scan.judge_ignore((new,), TODAY).verdict


def test_an_empty_ignore_list_is_green() -> None:
    """And says nothing."""
    leg = scan.judge_ignore((), TODAY)
    assert (Verdict.PASSED, "") == (leg.verdict, leg.reason)


def test_a_dockerfile_is_judged_by_the_same_policy() -> None:
    """Threshold and ignore list."""
    run = ran("hadolint", 0, data("hadolint.json"))
    entries = tuple(Ignored(name, "known", TODAY) for name in ("DL3020", "SC1072"))
    assert (
        Verdict.FAILED
        is scan.judge_dockerfile(run, DOCKERFILE, Config(), TODAY).verdict
    )
    for config in (
        Config(scan_ignore=entries),
        Config(scan_severity=Severity.CRITICAL),
    ):
        leg = scan.judge_dockerfile(run, DOCKERFILE, config, TODAY)
        assert (Verdict.PASSED, "dockerfile") == (leg.verdict, leg.name)
        assert leg.findings
        assert "2 instructions" == leg.said
        assert ("what hadolint finds at 1 comment",) == leg.left_out


@pytest.mark.parametrize("kind", SCANS)
def test_without_a_dockerfile_the_source_alone_is_scanned(kind: str) -> None:
    """Of which no packages are known: they are the image's."""
    nothing = Image(missing="there is no 'Dockerfile'", absent=True)
    leg = judge(kind, replace(looked(), image=nothing))
    found = Verdict.ABSENT if kind == "vulnerabilities" else Verdict.PASSED
    assert found is leg.verdict
    assert "the source only: there is no 'Dockerfile'" == leg.reason


def test_a_repository_without_a_dockerfile_has_nothing_to_lint() -> None:
    """As in build."""
    leg = scan.no_dockerfile(Config(build_dockerfile="docker/Dockerfile"))
    assert (Verdict.ABSENT, False) == (leg.verdict, leg.is_red)
    assert "there is no 'docker/Dockerfile'" == leg.reason


SEEN = ("shop/a.py", ".env", "README.md", "tests/a.py", "examples/a.py", "a/vendor/b")
UNSEEN = ("go.sum", "web/yarn.lock", "shop/static/a.png", "vendor/a.tar")


def test_every_kind_counts_what_it_was_shown() -> None:
    """What Trivy passes over by a list of its own is no part of that."""
    found = replace(DEFECTIVE, files=(*SEEN, *UNSEEN))
    legs = {kind: judge(kind, found) for kind in SCANS}
    assert len(SEEN) == legs["secrets"].looked_at["files"]
    (said,) = legs["secrets"].left_out
    assert said.startswith("4 files by Trivy's own list")
    assert {"files", "layers"} == set(legs["secrets"].looked_at)
    past = judge("secrets", replace(found, versions=7))
    assert 7 == past.looked_at["versions"]
    assert {"files", "checks"} == set(legs["misconfiguration"].looked_at)
    assert legs["licences"].looked_at == legs["vulnerabilities"].looked_at
    assert all(any(leg.looked_at.values()) for leg in legs.values())


def test_comments_that_have_trivy_look_away_are_named() -> None:
    """Its report says nothing of them."""
    leg = judge("misconfiguration", replace(looked(), ignoring=1))
    assert ("what trivy finds at 1 comment",) == leg.left_out


@pytest.mark.parametrize(
    ("line", "obeyed"),
    [
        ("#trivy:ignore:AVD-AWS-0132", True),
        ("  # trivy:ignore:*", True),
        ("image: a # tfsec:ignore:KSV014", True),
        ("# mytrivy:ignored", False),
    ],
)
def test_a_comment_is_told_from_other_words(line: str, obeyed: bool) -> None:
    """Searched in every file that Trivy is shown."""
    assert obeyed == bool(re.search(trivy.IGNORING, line))


@pytest.mark.parametrize("kind", ["secrets", "licences"])
def test_a_kind_that_was_shown_nothing_has_not_passed(kind: str) -> None:
    """No file, no layer, no package."""
    (leg,) = weighed([judge(kind, looked(image=NOTHING))], ("scan",))
    assert (Verdict.SKIPPED, "nothing was looked at") == (leg.verdict, leg.reason)
