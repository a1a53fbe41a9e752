"""Does Grafana get the dashboards that are drawn, too?"""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from monitoring.boards import ALL
from monitoring.panels import Dashboard

FOLDER = Path(__file__).parents[2] / "monitoring" / "dashboards"


def test_the_files_are_what_is_generated() -> None:
    """`python3 -m monitoring dashboards` writes them."""
    if not find_spec("grafana_foundation_sdk"):
        pytest.skip("grafana-foundation-sdk is not installed; install the group dev")
    from monitoring import grafana

    written = {file.name: file.read_text() for file in FOLDER.iterdir()}

    assert grafana.files() == written


@pytest.mark.parametrize("dashboard", ALL, ids=lambda each: each.name)
def test_a_file_asks_what_the_picture_asks(dashboard: Dashboard) -> None:
    """Both are read from one structure."""
    document = json.loads((FOLDER / f"{dashboard.name}.json").read_text())
    panels = [
        (panel["title"], [target["expr"] for target in panel["targets"]])
        for panel in document["panels"]
    ]

    assert panels == [
        (panel.title, [query.expression for query in panel.queries])
        for panel in dashboard.panels
    ]


@pytest.mark.parametrize("dashboard", ALL, ids=lambda each: each.name)
def test_what_a_query_uses_can_be_chosen(dashboard: Dashboard) -> None:
    """A variable that is not there would be empty, and match nothing."""
    document = json.loads((FOLDER / f"{dashboard.name}.json").read_text())
    variables = [each["name"] for each in document["templating"]["list"]]

    assert dashboard.chosen == ("namespace" in variables)
    assert "datasource" == variables[0]
    assert f"release-ledger-{dashboard.name}" == document["uid"]
