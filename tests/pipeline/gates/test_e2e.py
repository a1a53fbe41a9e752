"""When does the end-to-end suite run, and what if it cannot?"""

import pytest

from pipeline.core.gates import e2e
from pipeline.core.project.config import Config
from pipeline.core.verdict import Verdict, weighed
from tests.pipeline.examples import leg

FILES = ("compose.yaml", "tests/e2e/test_page.py", "tests/e2e_more.py")


def test_the_suite_leaves_its_pictures_where_the_report_is_collected() -> None:
    """Beside the results of its tests."""
    command = e2e.command(Config(e2e_tests=("tests/e2e", "tests/visits")))
    assert ("tests/e2e", "tests/visits") == command[4:6]
    assert f"--junitxml={e2e.VARIABLES['REPORTS_DIR']}/junit.xml" in command


@pytest.mark.parametrize(
    ("config", "why"),
    [
        pytest.param(Config(), "", id="all there"),
        pytest.param(Config(e2e_tests=("tests/e2e/test_page.py",)), "", id="a file"),
        pytest.param(
            Config(e2e_tests=("tests/e2e", "tests/e2e_m")),
            "there is no 'tests/e2e_m'",
            id="no suite",
        ),
        pytest.param(
            Config(integration_compose="stack.yaml"),
            "there is no 'stack.yaml'",
            id="nothing to run it against",
        ),
    ],
)
def test_a_suite_needs_tests_and_a_composition(config: Config, why: str) -> None:
    """What is missing is named."""
    assert why == e2e.missing(config, FILES)


def test_a_suite_that_did_not_run_is_not_green() -> None:
    """Unless what it waited for is red already."""
    skipped = e2e.skipped("no composition", "integration")
    (alone,) = weighed([skipped], ("e2e",))
    assert alone.is_red
    assert (Verdict.SKIPPED, "skipped: no composition\n") == (alone.verdict, alone.log)
    red = leg("integration", Verdict.FAILED)
    legs = weighed([red, skipped], ("e2e", "integration"))
    assert [True, False] == [each.is_red for each in legs]
