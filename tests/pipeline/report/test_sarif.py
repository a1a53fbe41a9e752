"""Is what code hosts get valid, whatever a tool said?"""

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


def run(findings: list[Finding], tool: str = "bandit") -> dict[str, Any]:
    """Return the one run of a document, after a look at the official schema."""
    document = json.loads(sarif.document(tool, findings))
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


def test_a_tool_that_found_nothing_has_an_empty_run() -> None:
    """It closes what the code host had open."""
    assert [] == run([])["results"]


def test_each_tool_has_a_category_of_its_own() -> None:
    """Two runs of one category are refused by code hosts."""
    assert "pipeline/black/" == run([], "black")["automationDetails"]["id"]
    assert "pipeline/isort/" == run([], "isort")["automationDetails"]["id"]


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
    worse = replace(FINDING, severity=Severity.HIGH)
    other = replace(FINDING, rule="B1", severity=Severity.CRITICAL)
    b1, f401 = run([worse, FINDING, other], tool)["tool"]["driver"]["rules"]
    assert {"security-severity": "9.5", "tags": ["security"]} == b1["properties"]
    assert "8.0" == f401["properties"]["security-severity"]
    (rule,) = run([FINDING], "flake8")["tool"]["driver"]["rules"]
    assert {"id": "F401"} == rule
