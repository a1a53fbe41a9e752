"""Does the page say which code no test reaches?"""

import json
import re

from pipeline.core.report.page.coverage import SHOWN, coverage
from pipeline.core.verdict import Run
from tests.pipeline.examples import leg
from tests.pipeline.report.page.outline import Outline


def covered(**files: int) -> Run:
    """Return a run in which so many of 100 lines of each file were reached."""
    entries = {
        f"{name}.py": {
            "executed_lines": list(range(reached)),
            "missing_lines": list(range(reached, 100)),
        }
        for name, reached in files.items()
    }
    report = json.dumps({"files": entries})
    return Run((leg("test", files={"coverage.json": report}),))


def named(run: Run) -> list[str]:
    """Return the files of the table."""
    return re.findall(r"<code>(.*?)\.py</code>", "\n".join(coverage(run, 93.25)))


def test_files_that_are_reached_least_come_first() -> None:
    """Those that are reached whole do not come at all."""
    assert ["b", "a"] == named(covered(a=90, b=80, c=100))


def test_what_is_all_covered_has_no_table() -> None:
    """Only its total."""
    page = Outline("\n".join(coverage(covered(a=100), 100.0)))
    assert "table" not in page.tags
    assert "100.00 % of all legs together" in page.words


def test_nothing_measured_is_nothing_said() -> None:
    """Not even a heading."""
    assert [] == coverage(Run((leg(),)), None)


def test_very_many_files_are_counted_only() -> None:
    """The reports have them all."""
    run = covered(**{f"file_{number}": 50 for number in range(SHOWN + 2)})
    assert SHOWN == len(named(run))
    assert "<p>... and 2 more</p>" in coverage(run, 50.0)
