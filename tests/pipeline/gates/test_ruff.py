"""What does ruff say? The outputs are real ones of 0.17.6."""

from dataclasses import replace

import pytest

from pipeline.core.errors import ToolOutputError
from pipeline.core.gates import lint, ruff
from pipeline.core.project.linters import Linters
from pipeline.core.tool import ToolRun
from pipeline.core.verdict import Verdict
from tests.pipeline.examples import PROJECT, places, ran

FORMAT = """\
shop/a b.py:1:11: unformatted: File would be reformatted
shop/c.py:1:7: invalid-syntax: Expected a parameter or the end of the parameter list
1 file would be reformatted, 1 file already formatted
"""
CHECK = """\
[
  {
    "code": "E401",
    "filename": "/src/shop/a b.py",
    "location": {"column": 1, "row": 2},
    "message": "Multiple imports on one line"
  },
  {
    "code": null,
    "filename": "/src/shop/c.py",
    "location": {"column": 7, "row": 1},
    "message": "Expected a parameter"
  }
]
"""
CHECKING = "[2026-11-29][18:20:43][ruff::diagnostics][DEBUG] Checking: /src/"
LOOKED = "".join(f"{CHECKING}{name}\n" for name in (*PROJECT.python, "pyproject.toml"))


def test_the_formatter_names_files_that_it_would_change_or_cannot_read() -> None:
    """All of them are counted."""
    run = ran("ruff", 2, FORMAT)
    assert ["unformatted shop/a b.py:1:11", "invalid-syntax shop/c.py:1:7"] == places(
        ruff.findings(run)
    )
    assert 3 == ruff.looked_at(run)


def test_the_linter_names_rule_and_place() -> None:
    """A file that it cannot parse has no rule; what is no Python is not counted."""
    run = ran("ruff", 1, CHECK, LOOKED)
    assert ["E401 shop/a b.py:2:1", "syntax shop/c.py:1:7"] == places(
        ruff.findings(run)
    )
    assert 3 == ruff.looked_at(run)
    assert "Checking" not in ruff.steady(run).stderr


CLEAN = [
    ran("ruff", 0, "3 files already formatted\n"),
    ran("ruff", 0, "[]", LOOKED),
]


def test_a_clean_repository_passes_with_its_count() -> None:
    """Of the files that both commands have looked at."""
    leg = lint.judge(CLEAN, PROJECT)
    assert (Verdict.PASSED, {"files": 3}) == (leg.verdict, leg.looked_at)
    assert ("ruff",) == leg.tools


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([CLEAN[0], ran("ruff", 0, "[]")], id="the linter saw nothing"),
        pytest.param([ran("ruff", 0), CLEAN[1]], id="the formatter counted nothing"),
    ],
)
def test_who_has_looked_at_nothing_has_not_passed(runs: list[ToolRun]) -> None:
    """Settings may exclude all of it."""
    assert Verdict.SKIPPED is lint.judge(runs, PROJECT).verdict


def test_trouble_with_its_settings_is_no_verdict() -> None:
    """Its own words are shown."""
    with pytest.raises(ToolOutputError, match="unknown field"):
        ruff.findings(ran("ruff", 2, stderr="ruff failed\n  unknown field `selekt`"))


@pytest.mark.parametrize(
    ("linters", "tools"),
    [
        (Linters(ruff=True, black=False), ["ruff", "ruff"]),
        (Linters(ruff=True), ["black", "ruff"]),
        (Linters(), ["black", "isort", "flake8"]),
    ],
)
def test_the_tools_are_those_of_the_repository(
    linters: Linters, tools: list[str]
) -> None:
    """And what fixes is theirs, too."""
    project = replace(PROJECT, linters=linters)
    assert tools == [argv[0] for argv in lint.commands(project)]
    assert {argv[0] for argv in lint.fixes(project)} <= {*tools}
