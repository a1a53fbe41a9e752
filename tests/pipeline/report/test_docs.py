"""Is everything that can be configured, and all that is reported, documented?"""

import json
from pathlib import Path

import pytest

from pipeline.core.project.config import GATES, KEYS
from pipeline.core.report.bundle import bundle
from pipeline.core.verdict import Run
from tests.pipeline.examples import leg

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "verdict.schema.json").read_text())
LEG = SCHEMA["properties"]["legs"]["items"]
FINDING = LEG["properties"]["findings"]["items"]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_a_row(key: str) -> None:
    """With its name first."""
    assert f"\n| `{key}` | " in (DOCS / "configuration.md").read_text()


@pytest.mark.parametrize("name", bundle(Run((leg(),))))
def test_every_kind_of_file_has_a_row(name: str) -> None:
    """Those of a folder by their pattern."""
    folder, _, file = name.rpartition("/")
    shown = {"logs": "logs/<stage>[-<leg>].log", "sarif": "sarif/<gate>.sarif"}
    assert f"\n| `{shown.get(folder, file)}`" in (DOCS / "report.md").read_text()


def test_every_gate_may_stand_in_the_verdict() -> None:
    """In the order of a run; the last is there with a base only."""
    assert [*GATES, "policy"] == LEG["properties"]["stage"]["enum"]


@pytest.mark.parametrize(
    "table", [SCHEMA, LEG, FINDING], ids=["verdict", "leg", "finding"]
)
def test_every_key_of_the_verdict_is_explained(table: dict[str, object]) -> None:
    """And demanded: no key comes and goes."""
    properties, required = table["properties"], table["required"]
    assert isinstance(properties, dict) and isinstance(required, list)
    text = (DOCS / "report.md").read_text()
    assert [key for key in properties if f"`{key}`" not in text] == []
    assert set(properties) == set(required)
