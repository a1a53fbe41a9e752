"""What are linters shown of overlays, and where do its lines come from?"""

import json

import pytest

from pipeline.core.tools.rendered import Places, shown
from tests.pipeline.examples import ran

DEV = "k8s/overlays/dev"
ROLLOUT = """\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
"""
OBJECTS = [
    {"overlay": DEV, "begin": 1, "end": 9, "file": "k8s/base/a.yaml", "line": 2},
    {"overlay": DEV, "begin": 10, "end": 14, "file": "k8s/base/b.yaml", "line": None},
]


@pytest.fixture(name="places")
def _places() -> Places:
    return Places.read(ran("python", 0, json.dumps({"objects": OBJECTS})))


def test_a_rollout_is_shown_as_the_deployment_that_it_would_be() -> None:
    """Line by line: no linter knows it, and would look at none of its pods."""
    files = shown({DEV: ROLLOUT})
    assert {"dev.yaml"} == files.keys()
    assert ROLLOUT.count("\n") == files["dev.yaml"].count("\n")
    assert files["dev.yaml"].startswith("apiVersion: apps/v1\nkind: Deployment\nmeta")


def test_other_kinds_of_its_group_stay_what_they_are() -> None:
    """An AnalysisTemplate is no Deployment."""
    other = ROLLOUT.replace("Rollout", "AnalysisTemplate")
    assert {"dev.yaml": other} == shown({DEV: other})


@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param(3, ("k8s/base/a.yaml", 2), id="inside"),
        pytest.param(9, ("k8s/base/b.yaml", None), id="the dashes before it"),
        pytest.param(99, (f"{DEV}/kustomization.yaml", None), id="nowhere"),
        pytest.param(None, (f"{DEV}/kustomization.yaml", None), id="no line"),
    ],
)
def test_a_line_is_found_where_it_was_written(
    line: int | None, place: tuple[str, int | None], places: Places
) -> None:
    """What nobody wrote is the overlay's."""
    assert place == places.of("dev.yaml", line)
