"""What do Bandit, pip-audit and Safety say, and what of it blocks?"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Confidence, Severity
from pipeline.core.gates import security
from pipeline.core.project.config import Config, Ignored
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Leg, Verdict, proved
from tests.pipeline.examples import PROJECT, data, places, ran

TODAY = date(2030, 6, 1)
REQUIRED = Config(security_required=("bandit", "pip-audit", "safety"))
BANDIT = data("bandit.json")
CHECKED = data("safety-check.json")
SCANNED = data("safety-scan.json")
NOTHING = json.dumps({"vulnerabilities": [], "scanned_packages": {"flask": {}}})


def bandit_json(
    severity: str | None = "MEDIUM",
    confidence: str = "HIGH",
    unread: str | None = None,
    files: tuple[str, ...] = PROJECT.modules,
    nosec: int = 0,
) -> str:
    """Return a report as Bandit writes it, cut down to what is read."""
    result = {
        "test_id": "B602",
        "issue_text": "shell=True",
        "issue_severity": severity,
        "issue_confidence": confidence,
        "filename": "./shop/a.py",
        "line_number": 3,
        "col_offset": 0,
    }
    errors = [{"filename": "./shop/syn.py", "reason": unread}] if unread else []
    metrics: dict[str, object] = dict.fromkeys(files, {})
    metrics["_totals"] = {"nosec": nosec, "skipped_tests": 0}
    results = [result] if severity else []
    return json.dumps({"results": results, "errors": errors, "metrics": metrics})


def audit_json(*packages: dict[str, object]) -> str:
    """Return a report as pip-audit writes it."""
    return json.dumps({"dependencies": packages, "fixes": []})


ADVISORY = {"id": "PYSEC-1", "fix_versions": ["3.1.3", "3.2"], "aliases": ["CVE-1"]}
VULNERABLE: dict[str, object] = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [ADVISORY],
}
SOUND: dict[str, object] = {"name": "flask", "version": "3.1.3", "vulns": []}
UNKNOWN: dict[str, object] = {"name": "blinker", "skip_reason": "not found"}


def test_bandit_s_findings_have_rule_and_place() -> None:
    """And so have the files that it could not read."""
    leg = security.judge_bandit(ran("bandit", 1, BANDIT), PROJECT, Config(), TODAY)
    assert [
        "unreadable shop/broken.py",
        "unreadable shop/latin.py",
        "B404 shop/sub dir/b ad.py:1:1",
        "B101 shop/sub dir/b ad.py:5:5",
        "B602 shop/sub dir/b ad.py:6:5",
    ] == places(list(leg.findings))
    assert [True, True, False, False, True] == [
        finding.blocks for finding in leg.findings
    ]


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [("LOW", Verdict.PASSED), ("MEDIUM", Verdict.FAILED), ("HIGH", Verdict.FAILED)],
)
def test_a_finding_blocks_from_the_threshold_on(
    severity: str, verdict: Verdict
) -> None:
    """The default is medium; milder ones are reported all the same."""
    leg = security.judge_bandit(
        ran("bandit", 1, bandit_json(severity)), PROJECT, Config(), TODAY
    )
    assert verdict is leg.verdict
    assert ["shop/a.py:3:1"] == [finding.place for finding in leg.findings]


def test_a_file_that_bandit_cannot_read_is_red() -> None:
    """It passes over it and ends with 0: nothing would have looked at that file."""
    unread = ran("bandit", 0, bandit_json(None, unread="syntax error"))
    assert (
        Verdict.FAILED
        is security.judge_bandit(unread, PROJECT, Config(), TODAY).verdict
    )


@pytest.mark.parametrize(
    ("expires", "verdict"),
    [
        pytest.param(TODAY, Verdict.PASSED, id="on its last day"),
        pytest.param(date(2030, 5, 31), Verdict.FAILED, id="a day later"),
    ],
)
def test_an_ignored_rule_does_not_block_until_it_expires(
    expires: date, verdict: Verdict
) -> None:
    """It is shown in either case, with the reason or with its end."""
    config = Config(security_ignore=(Ignored("B602", "fixed words only", expires),))
    leg = security.judge_bandit(ran("bandit", 1, bandit_json()), PROJECT, config, TODAY)
    assert verdict is leg.verdict
    said = "ignored until" if verdict is Verdict.PASSED else "no longer ignored since"
    assert f"({said} {expires}" in leg.findings[0].message


@pytest.mark.parametrize("id", ["B602:shop/a.py", "B602:shop/"])
def test_a_rule_is_ignored_in_one_file_or_folder(id: str) -> None:
    """By the rule and the place."""
    config = Config(security_ignore=(Ignored(id, "fixed words", date(2031, 1, 1)),))
    leg = security.judge_bandit(ran("bandit", 1, bandit_json()), PROJECT, config, TODAY)
    assert Verdict.PASSED is leg.verdict


def test_another_rule_is_not_ignored() -> None:
    """An entry names one rule."""
    config = Config(security_ignore=(Ignored("B603", "another", date(2031, 1, 1)),))
    leg = security.judge_bandit(ran("bandit", 1, bandit_json()), PROJECT, config, TODAY)
    assert Verdict.FAILED is leg.verdict


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-1"])
def test_an_advisory_is_ignored_by_any_of_its_names(name: str) -> None:
    """People know it by its CVE, tools by a name of their own."""
    config = Config(security_ignore=(Ignored(name, "not reached", date(2031, 1, 1)),))
    run = ran("pip-audit", 1, audit_json(VULNERABLE))
    leg = security.judge_pip_audit(run, config, TODAY)
    assert Verdict.PASSED is leg.verdict
    assert "(ignored until 2031-01-01: not reached)" in leg.findings[0].message


def test_of_two_entries_the_one_that_lasts_longer_counts() -> None:
    """An old one under another name does not undo it."""
    old = Ignored("CVE-1", "old", date(2029, 1, 1))
    new = Ignored("PYSEC-1", "new", date(2031, 1, 1))
    run = ran("pip-audit", 1, audit_json(VULNERABLE))
    for entries in ((old, new), (new, old)):
        config = Config(security_ignore=entries)
        leg = security.judge_pip_audit(run, config, TODAY)
        assert Verdict.PASSED is leg.verdict


@pytest.mark.parametrize(
    ("fixes", "said"),
    [
        pytest.param(["3.1.3", "3.2"], "3.1.3, 3.2", id="some"),
        pytest.param([], "no version yet", id="none"),
    ],
)
def test_a_vulnerable_package_is_red(fixes: list[str], said: str) -> None:
    """With the advisory and the versions that fix it."""
    vulnerable = VULNERABLE | {"vulns": [ADVISORY | {"fix_versions": fixes}]}
    run = ran("pip-audit", 1, audit_json(SOUND, vulnerable))
    leg = security.judge_pip_audit(run, Config(), TODAY)
    assert Verdict.FAILED is leg.verdict
    assert [f"jinja2 3.1.2: fixed in {said} [PYSEC-1]"] == [
        str(f) for f in leg.findings
    ]


def test_sound_packages_pass() -> None:
    """All audited, nothing found."""
    run = ran("pip-audit", 0, audit_json(SOUND))
    assert Verdict.PASSED is security.judge_pip_audit(run, Config(), TODAY).verdict


def test_packages_that_nobody_audited_are_skipped_not_passed() -> None:
    """pip-audit says 'no known vulnerabilities' and ends with 0 for these."""
    run = ran("pip-audit", 0, audit_json(UNKNOWN))
    leg = security.judge_pip_audit(run, REQUIRED, TODAY)
    assert Verdict.SKIPPED is leg.verdict
    assert "not found" in leg.reason
    assert leg.is_red


def test_one_package_that_nobody_audited_is_told() -> None:
    """A private package is no reason to stop, and none to be silent."""
    run = ran("pip-audit", 0, audit_json(SOUND, UNKNOWN))
    leg = security.judge_pip_audit(run, Config(), TODAY)
    assert Verdict.PASSED is leg.verdict
    assert ["unaudited"] == [finding.rule for finding in leg.findings]


def test_a_service_out_of_reach_is_skipped_with_the_reason() -> None:
    """pip-audit ends with a traceback then."""
    trace = "Traceback ...\nrequests.exceptions.ConnectionError: no route to host\n"
    leg = security.judge_pip_audit(ran("pip-audit", 1, stderr=trace), Config(), TODAY)
    assert Verdict.SKIPPED is leg.verdict
    assert "no route to host" in leg.reason


@pytest.mark.parametrize(
    ("exit_code", "document", "rules"),
    [
        pytest.param(64, CHECKED, ["MADE-UP-1"], id="check"),
        pytest.param(64, SCANNED, ["1234"], id="scan"),
        pytest.param(0, SCANNED, ["1234"], id="scan with a lenient policy of its own"),
        pytest.param(0, NOTHING, [], id="nothing"),
    ],
)
def test_safety_is_read_in_both_its_forms(
    exit_code: int, document: str, rules: list[str]
) -> None:
    """Offline it checks, with a key it scans; what blocks is for us to say."""
    run = ran("safety", exit_code, safety_json=document)
    leg = security.judge_safety(run, Config(), TODAY)
    assert rules == [finding.rule for finding in leg.findings]
    assert (Verdict.FAILED if rules else Verdict.PASSED) is leg.verdict


def test_safety_names_package_version_and_cve() -> None:
    """As far as its report does."""
    report = json.loads(CHECKED)
    report["vulnerabilities"][0]["CVE"] = "CVE-2"
    run = ran("safety", 64, safety_json=json.dumps(report))
    (finding,) = security.judge_safety(run, Config(), TODAY).findings
    assert finding.message.startswith("six 1.16.0: A made-up advisory")
    assert ("CVE-2",) == finding.aliases


def test_safety_s_service_out_of_reach_is_skipped_with_the_reason() -> None:
    """A key alone is no advisory."""
    trace = "Traceback ...\nhttpx.ConnectError: [Errno -2] Name or service not known\n"
    run = ran("safety", 1, stderr=trace)
    leg = security.judge_safety(run, REQUIRED, TODAY)
    assert Verdict.SKIPPED is leg.verdict
    assert "no advisories: [Errno -2] Name or service not known" == leg.reason
    assert run.log == leg.log
    assert leg.is_red


def test_a_vulnerable_package_is_red_although_safety_may_be_skipped() -> None:
    """That a tool may be missing does not make light of what it finds."""
    run = ran("safety", 64, safety_json=CHECKED)
    leg = security.judge_safety(run, Config(security_required=()), TODAY)
    assert leg.is_red


@pytest.mark.parametrize(
    ("required", "red"), [(("safety",), True), (("bandit",), False)], ids=["yes", "no"]
)
def test_a_skipped_tool_is_red_where_it_is_required(
    required: tuple[str, ...], red: bool
) -> None:
    """It is never green."""
    leg = security.skipped("safety", Config(security_required=required), "no key")
    assert Verdict.SKIPPED is leg.verdict
    assert red is leg.is_red


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(ran("bandit", 2, stderr="usage"), id="bandit called wrongly"),
        pytest.param(ran("bandit", 0, bandit_json()), id="bandit green with a finding"),
        pytest.param(ran("bandit", 1, bandit_json(None)), id="bandit red without one"),
        pytest.param(ran("pip-audit", 2, audit_json()), id="pip-audit broke"),
        pytest.param(
            ran("pip-audit", 0, audit_json(VULNERABLE)), id="green, vulnerable"
        ),
        pytest.param(ran("pip-audit", 1, audit_json(SOUND)), id="red, all sound"),
        pytest.param(
            ran("pip-audit", 1, stderr="Traceback"), id="no advisories, no why"
        ),
        pytest.param(ran("safety", 0), id="safety left no report"),
        pytest.param(ran("safety", 1, stderr="Invalid key"), id="safety refused a key"),
        pytest.param(ran("safety", 0, safety_json=CHECKED), id="green, vulnerable too"),
        pytest.param(ran("safety", 64, safety_json=NOTHING), id="red, nothing found"),
        pytest.param(
            ran("safety", 64, safety_json='{"scan_results": {"projects": []}}'),
            id="a red scan that found nothing",
        ),
        pytest.param(ran("safety", 1, safety_json="{}x"), id="safety's report is cut"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    judges: dict[str, Callable[..., Leg]] = {
        "bandit": partial(security.judge_bandit, project=PROJECT),
        "pip-audit": security.judge_pip_audit,
        "safety": security.judge_safety,
    }
    with pytest.raises(ToolOutputError):
        judges[run.tool](run, config=Config(), today=TODAY)


def test_a_higher_threshold_lets_milder_findings_through() -> None:
    """But not the worse ones."""
    config = Config(security_severity=Severity.HIGH)
    medium = security.judge_bandit(
        ran("bandit", 1, bandit_json("MEDIUM")), PROJECT, config, TODAY
    )
    high = security.judge_bandit(
        ran("bandit", 1, bandit_json("HIGH")), PROJECT, config, TODAY
    )
    assert (Verdict.PASSED, Verdict.FAILED) == (medium.verdict, high.verdict)


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        ("LOW", Verdict.PASSED),
        ("MEDIUM", Verdict.FAILED),
        ("HIGH", Verdict.FAILED),
        ("UNDEFINED", Verdict.FAILED),
    ],
)
def test_what_bandit_is_not_sure_enough_of_does_not_block(
    confidence: str, verdict: Verdict
) -> None:
    """It is reported all the same; what it leaves open counts as sure."""
    config = Config(security_confidence=Confidence.MEDIUM)
    run = ran("bandit", 1, bandit_json(confidence=confidence))
    leg = security.judge_bandit(run, PROJECT, config, TODAY)
    assert verdict is leg.verdict
    assert 1 == len(leg.findings)


def test_a_severity_that_bandit_leaves_open_counts_as_bad() -> None:
    """Nobody has said that it is mild."""
    config = Config(security_severity=Severity.HIGH)
    run = ran("bandit", 1, bandit_json("UNDEFINED"))
    assert Verdict.FAILED is security.judge_bandit(run, PROJECT, config, TODAY).verdict


def test_bandit_reads_the_target_s_own_settings_where_it_has_some() -> None:
    """It looks for them only when told to."""
    option = "--configfile=pyproject.toml"
    assert option in security.bandit_command(PROJECT)
    plain = replace(PROJECT, manifests=("requirements.txt",))
    assert option not in security.bandit_command(plain)
    assert ("--recursive", "shop") == security.bandit_command(plain)[-2:]
    more = security.bandit_command(replace(PROJECT, also=("scripts",)))
    assert ("--recursive", "shop", "scripts") == more[-3:]


def test_bandit_tells_how_many_files_it_has_looked_at() -> None:
    """And how many its settings leave out, and the lines that comments do."""
    run = ran("bandit", 0, bandit_json(None, files=PROJECT.modules[:1], nosec=2))
    leg = security.judge_bandit(run, PROJECT, Config(), TODAY)
    assert {"files": 1} == leg.looked_at
    assert ("1 of 2 files by bandit", "what bandit finds in 2 lines, by nosec") == (
        leg.left_out
    )


def test_bandit_that_looked_at_no_file_did_not_pass() -> None:
    """Its settings may leave out all of the code: it ends with 0."""
    run = ran("bandit", 0, bandit_json(None, files=()))
    leg = proved(security.judge_bandit(run, PROJECT, Config(), TODAY))
    assert Verdict.SKIPPED is leg.verdict
    assert leg.is_red


@pytest.mark.parametrize(
    ("run", "count"),
    [
        pytest.param(ran("pip-audit", 0, audit_json(SOUND, UNKNOWN)), 1, id="audited"),
        pytest.param(ran("pip-audit", 0, audit_json()), 0, id="none to audit"),
        pytest.param(ran("safety", 0, safety_json=NOTHING), 1, id="checked"),
        pytest.param(ran("safety", 64, safety_json=SCANNED), 1, id="scanned"),
    ],
)
def test_audited_packages_are_counted(run: ToolRun, count: int) -> None:
    """An empty list of them is no pass."""
    judges = {"pip-audit": security.judge_pip_audit, "safety": security.judge_safety}
    leg = proved(judges[run.tool](run, Config(), TODAY))
    assert {"packages": count} == leg.looked_at
    assert (Verdict.SKIPPED is leg.verdict) is (count == 0)
