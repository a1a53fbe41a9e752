"""What do Bandit, pip-audit and Safety say, and what of it blocks?"""

import json
from datetime import date

import pytest

from pipeline.core import security
from pipeline.core.config import Config, Ignored
from pipeline.core.errors import ToolOutputError
from pipeline.core.findings import Severity
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import ran

TODAY = date(2030, 6, 1)
REQUIRED = Config(security_required=("bandit", "pip-audit", "safety"))


def bandit_json(severity: str | None = "MEDIUM", unread: str | None = None) -> str:
    """Return a report as Bandit writes it, cut down to what is read."""
    result = {
        "test_id": "B602",
        "issue_text": "shell=True",
        "issue_severity": severity,
        "filename": "./shop/a.py",
        "line_number": 3,
        "col_offset": 0,
    }
    errors = [{"filename": "./shop/syn.py", "reason": unread}] if unread else []
    return json.dumps({"results": [result] if severity else [], "errors": errors})


def audit_json(*packages: dict[str, object]) -> str:
    """Return a report as pip-audit writes it."""
    return json.dumps({"dependencies": packages, "fixes": []})


VULNERABLE: dict[str, object] = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.3"]}],
}
SOUND: dict[str, object] = {"name": "flask", "version": "3.1.3", "vulns": []}
UNKNOWN: dict[str, object] = {"name": "blinker", "skip_reason": "not found"}

FOUND = {
    "vulnerability_id": "MADE-UP-1",
    "package_name": "blinker",
    "analyzed_version": "1.8.2",
    "advisory": "made up",
}
SCANNED = {
    "scan_results": {
        "projects": [
            {
                "files": [
                    {
                        "results": {
                            "dependencies": [
                                {
                                    "specifications": [
                                        {
                                            "raw": "blinker==1.8.2",
                                            "vulnerabilities": {
                                                "known_vulnerabilities": [
                                                    {"id": "7", "ignored": None}
                                                ]
                                            },
                                        }
                                    ]
                                }
                            ]
                        }
                    }
                ]
            }
        ]
    }
}


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [("LOW", Verdict.PASSED), ("MEDIUM", Verdict.FAILED), ("HIGH", Verdict.FAILED)],
)
def test_a_finding_blocks_from_the_threshold_on(
    severity: str, verdict: Verdict
) -> None:
    """The default is medium; milder ones are reported all the same."""
    leg = security.judge_bandit(
        ran("bandit", 1, bandit_json(severity)), Config(), TODAY
    )
    assert verdict is leg.verdict
    assert ["shop/a.py:3:1"] == [finding.place for finding in leg.findings]


def test_a_file_that_bandit_cannot_read_is_red() -> None:
    """It passes over it and ends with 0: nothing would have looked at that file."""
    unread = ran("bandit", 0, bandit_json(None, unread="syntax error"))
    assert Verdict.FAILED is security.judge_bandit(unread, Config(), TODAY).verdict


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
    leg = security.judge_bandit(ran("bandit", 1, bandit_json()), config, TODAY)
    assert verdict is leg.verdict
    assert "ignored until" in leg.findings[0].message


def test_another_rule_is_not_ignored() -> None:
    """An entry names one rule."""
    config = Config(security_ignore=(Ignored("B603", "another", date(2031, 1, 1)),))
    leg = security.judge_bandit(ran("bandit", 1, bandit_json()), config, TODAY)
    assert Verdict.FAILED is leg.verdict


def test_a_vulnerable_package_is_red() -> None:
    """With the advisory and the version that mends it."""
    run = ran("pip-audit", 1, audit_json(SOUND, VULNERABLE))
    leg = security.judge_pip_audit(run, Config(), TODAY)
    assert Verdict.FAILED is leg.verdict
    assert ["jinja2 3.1.2: fixed in 3.1.3 [PYSEC-1]"] == [str(f) for f in leg.findings]


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
        pytest.param(64, {"vulnerabilities": [FOUND]}, ["MADE-UP-1"], id="check"),
        pytest.param(64, SCANNED, ["7"], id="scan"),
        pytest.param(0, {"vulnerabilities": []}, [], id="nothing"),
    ],
)
def test_safety_is_read_in_both_its_forms(
    exit_code: int, document: dict[str, object], rules: list[str]
) -> None:
    """Offline it checks, with a key it scans."""
    run = ran("safety", exit_code, safety_json=json.dumps(document))
    leg = security.judge_safety(run, Config(), TODAY)
    assert rules == [finding.rule for finding in leg.findings]
    assert (Verdict.FAILED if rules else Verdict.PASSED) is leg.verdict


def test_a_vulnerable_package_is_red_although_safety_may_be_skipped() -> None:
    """That a tool may be missing does not make light of what it finds."""
    run = ran("safety", 64, safety_json=json.dumps({"vulnerabilities": [FOUND]}))
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
        pytest.param(ran("safety", 0), id="safety left no report"),
        pytest.param(ran("safety", 1, safety_json="{}x"), id="safety's report is cut"),
    ],
)
def test_output_that_is_not_understood_is_no_verdict(run: ToolRun) -> None:
    """It is never a pass."""
    judges = {
        "bandit": security.judge_bandit,
        "pip-audit": security.judge_pip_audit,
        "safety": security.judge_safety,
    }
    with pytest.raises(ToolOutputError):
        judges[run.tool](run, Config(), TODAY)


def test_a_higher_threshold_lets_milder_findings_through() -> None:
    """But not the worse ones."""
    config = Config(security_severity=Severity.HIGH)
    medium = security.judge_bandit(
        ran("bandit", 1, bandit_json("MEDIUM")), config, TODAY
    )
    high = security.judge_bandit(ran("bandit", 1, bandit_json("HIGH")), config, TODAY)
    assert (Verdict.PASSED, Verdict.FAILED) == (medium.verdict, high.verdict)
