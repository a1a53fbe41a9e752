"""Is what code hosts get valid, whatever a tool said?"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core import sarif
from pipeline.core.findings import Finding, Severity
from tests.pipeline.examples import FINDING

SCHEMA = json.loads(
    (Path(__file__).parent / "data" / "sarif-subset.schema.json").read_text()
)

FINDINGS = st.builds(
    Finding,
    tool=st.just("flake8"),
    rule=st.text(max_size=8),
    message=st.text(max_size=20),
    severity=st.sampled_from(Severity),
    path=st.none() | st.text(min_size=1, max_size=12),
    line=st.none() | st.integers(-1, 10**6),
    column=st.none() | st.integers(-1, 200),
    blocks=st.booleans(),
)


@given(st.lists(FINDINGS, max_size=5))
def test_every_document_is_valid(findings: list[Finding]) -> None:
    """Whatever letters, lines and repetitions."""
    document = json.loads(sarif.document("flake8", findings))
    jsonschema.validate(document, SCHEMA)
    assert len(findings) == len(document["runs"][0]["results"])


def test_each_tool_has_a_category_of_its_own() -> None:
    """Two runs of one category are refused by code hosts."""
    categories = {
        json.loads(sarif.document(tool, []))["runs"][0]["automationDetails"]["id"]
        for tool in ("black", "isort", "flake8")
    }
    assert 3 == len(categories)


def test_a_fingerprint_survives_a_moved_line_and_tells_twins_apart() -> None:
    """Code hosts recognise findings by it."""
    moved = replace(FINDING, line=99)
    (one,) = _prints([FINDING])
    (same,) = _prints([moved])
    assert one == same
    assert 2 == len(set(_prints([FINDING, moved])))


def test_paths_are_uris_and_what_does_not_block_is_a_note() -> None:
    """With spaces encoded."""
    (result,) = _results([replace(FINDING, blocks=False)])
    place = result["locations"][0]["physicalLocation"]
    assert "a%20b.py" == place["artifactLocation"]["uri"]
    assert "note" == result["level"]


def _results(findings: list[Finding]) -> list[dict[str, Any]]:
    document = json.loads(sarif.document("flake8", findings))
    results: list[dict[str, Any]] = document["runs"][0]["results"]
    return results


def _prints(findings: list[Finding]) -> list[str]:
    results = _results(findings)
    return [str(result["partialFingerprints"]) for result in results]
