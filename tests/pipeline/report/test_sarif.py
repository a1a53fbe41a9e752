"""Is what code hosts get valid, whatever a tool said?"""

import gzip
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.findings import Finding, Severity
from pipeline.core.report import sarif
from tests.pipeline.examples import FINDING, data

SCHEMA = jsonschema.Draft4Validator(json.loads(data("sarif-2.1.0-rtm.5.json")))

FINDINGS = st.builds(
    Finding,
    tool=st.just("bandit"),
    rule=st.text(max_size=8),
    message=st.text(max_size=20),
    severity=st.sampled_from(Severity),
    path=st.none() | st.text(min_size=1, max_size=12),
    line=st.none() | st.integers(-1, 10**6),
    column=st.none() | st.integers(-1, 200),
    blocks=st.booleans(),
)


def run(findings: list[Finding], gate: str = "security") -> dict[str, Any]:
    """Return the one run of a document, after a look at the official schema."""
    document = json.loads(sarif.document(gate, findings))
    SCHEMA.validate(document)
    (only,) = document["runs"]
    return dict(only)


def results(*findings: Finding) -> list[dict[str, Any]]:
    """Return the results of a run."""
    return list(run(list(findings))["results"])


def prints(*findings: Finding) -> list[str]:
    """Return the fingerprints of a run's results."""
    return [str(result["partialFingerprints"]) for result in results(*findings)]


@given(st.lists(FINDINGS, max_size=5))
def test_every_document_is_valid(findings: list[Finding]) -> None:
    """Whatever letters, lines and repetitions; each result has place and rule."""
    content = run(findings)
    rules = [rule["id"] for rule in content["tool"]["driver"]["rules"]]
    assert len(findings) == len(content["results"])
    for result in content["results"]:
        assert 1 == len(result["locations"])
        assert result["message"]["text"]
        assert result["ruleId"] == rules[result["ruleIndex"]]


def test_a_gate_that_found_nothing_has_an_empty_run() -> None:
    """It closes what the code host had open."""
    assert [] == run([])["results"]


def test_each_gate_has_a_category_of_its_own() -> None:
    """Two runs of one category are refused by code hosts."""
    assert "pipeline/lint/" == run([], "lint")["automationDetails"]["id"]
    assert "pipeline/scan/" == run([], "scan")["automationDetails"]["id"]


def test_a_rule_is_named_with_its_tool_and_a_long_one_is_shortened() -> None:
    """Two that begin alike stay two; code hosts refuse names of any length."""
    long = [replace(FINDING, rule="x" * 900 + end) for end in "ab"]
    first, second = (result["ruleId"] for result in results(*long))
    assert first != second
    assert sarif.LONGEST_RULE == len(first) == len(second)
    (short,) = results(FINDING)
    assert "flake8/F401" == short["ruleId"]


def test_of_too_many_findings_the_gravest_are_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a note that there are more; a code host would refuse them all."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    mild = [replace(FINDING, line=line) for line in range(1, 6)]
    grave = replace(FINDING, severity=Severity.CRITICAL, message="grave")
    told = results(*mild, grave)
    assert 3 == len(told)
    assert "grave" == told[0]["message"]["text"]
    assert "4 milder findings are left out here" in told[-1]["message"]["text"]


def test_a_document_is_as_small_as_a_code_host_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Compressed."""
    monkeypatch.setattr(sarif, "MOST_BYTES", 2000)
    many = [replace(FINDING, line=n, message=str(n) * 9) for n in range(1, 500)]
    text = sarif.document("lint", many)
    assert len(gzip.compress(text.encode(), mtime=0)) <= 2000
    assert "milder findings are left out" in text


def test_a_fingerprint_survives_a_moved_line_and_tells_twins_apart() -> None:
    """Code hosts recognise findings by it."""
    moved = replace(FINDING, line=99)
    assert prints(FINDING) == prints(moved)
    assert 2 == len(set(prints(FINDING, moved)))
    others = (
        replace(FINDING, tool="x"),
        replace(FINDING, rule="x"),
        replace(FINDING, path="x"),
        replace(FINDING, message="x"),
    )
    assert 5 == len({*prints(FINDING), *(prints(other)[0] for other in others)})


def test_paths_are_uris_and_places_count_from_one() -> None:
    """With spaces encoded; where a tool says 0 it knows no place."""
    (result,) = results(FINDING)
    place = result["locations"][0]["physicalLocation"]
    assert "a%20b.py" == place["artifactLocation"]["uri"]
    assert {"startLine": 3, "startColumn": 1} == place["region"]
    (no_column,) = results(replace(FINDING, column=0))
    assert {"startLine": 3} == no_column["locations"][0]["physicalLocation"]["region"]
    (no_line,) = results(replace(FINDING, line=0))
    assert "region" not in no_line["locations"][0]["physicalLocation"]


def test_what_has_no_place_is_put_at_the_project() -> None:
    """Code hosts refuse a whole document for one result without a place."""
    (result,) = results(replace(FINDING, path=None, line=None))
    place = {"artifactLocation": {"uri": "pyproject.toml"}}
    assert [{"physicalLocation": place}] == result["locations"]


def test_severities_are_levels_and_what_does_not_block_is_a_note() -> None:
    """From low to critical."""
    each = [replace(FINDING, severity=severity) for severity in Severity]
    levels = [result["level"] for result in results(*each)]
    assert ["note", "warning", "error", "error"] == levels
    (result,) = results(replace(FINDING, severity=Severity.HIGH, blocks=False))
    assert "note" == result["level"]


@pytest.mark.parametrize("tool", ["bandit", "trivy-secrets", "hadolint"])
def test_rules_of_security_are_scored_by_the_worst_they_found(tool: str) -> None:
    """Code hosts sort by the score; others rules have none."""
    mild = replace(FINDING, tool=tool)
    worse = replace(mild, severity=Severity.HIGH)
    other = replace(mild, rule="B1", severity=Severity.CRITICAL)
    b1, f401 = run([worse, mild, other])["tool"]["driver"]["rules"]
    assert {"security-severity": "9.5", "tags": ["security"]} == b1["properties"]
    assert "8.0" == f401["properties"]["security-severity"]
    (rule,) = run([FINDING])["tool"]["driver"]["rules"]
    assert {"id": "flake8/F401"} == rule
