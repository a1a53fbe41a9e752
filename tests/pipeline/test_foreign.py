"""Does text of strangers stay text, wherever it is shown?"""

import pytest

from pipeline.core import foreign
from pipeline.core.table import render
from pipeline.core.verdict import Run
from tests.pipeline.examples import leg

NOISE = """
::error file=shop/prices.py,line=1::INJECTED
  ::stop-commands::x
text ##[error]old
\x1b[2J\x1b[32mci: passed\x1b[0m\x1b]0;title\x07
"""


def test_a_runner_takes_nothing_for_a_command() -> None:
    """At the beginning of a line, behind blanks, and in the old way."""
    said = foreign.terminal(NOISE)
    assert "\n: :error file" in said
    assert "\n  : :stop-commands::x" in said
    assert "# #[error]old" in said
    assert said.endswith("\nci: passed\n")


def test_a_stage_that_could_not_run_says_so_without_commands() -> None:
    """All of what it printed is shown in the table."""
    table = render(Run((), {"test": f"could not understand pytest{NOISE}"}))
    lines = [line.lstrip() for line in table.splitlines()]
    assert not [line for line in lines if line.startswith("::") or "##[" in line]
    assert "\x1b" not in table
    assert table.endswith("ci: could not run: test: could not understand pytest\n")


def test_a_reason_is_no_command_either() -> None:
    """It stands at the beginning of what is shown of a leg."""
    table = render(Run((leg(left_out=("a", "b"), reason="::error::x"),)))
    assert "::error" not in table.replace("  ", "\n").split("\n")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\u202eb", "a\ufffdb"),
        ("a\x00b\x9bc", "a\ufffdb\ufffdc"),
        ("half \ud800", "half \ufffd"),
        ("größe 🌈\r\n\tnext", "größe 🌈\n\tnext"),
    ],
)
def test_what_a_terminal_obeys_is_replaced(text: str, said: str) -> None:
    """Letters of any alphabet are kept."""
    assert said == foreign.plain(text)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a:b.png", "a_b.png"),
        ('quo"te.zip', "quo_te.zip"),
        ("../up.png", "_/up.png"),
        ("/top//x.png", "top/x.png"),
        ("line\nbreak.png", "line_break.png"),
        ("größe.png", "größe.png"),
    ],
)
def test_a_file_gets_a_name_that_everybody_takes(path: str, name: str) -> None:
    """Inside its folder."""
    assert name == foreign.file_name(path)
