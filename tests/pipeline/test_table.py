"""What does a run end with on the screen?"""

from dataclasses import replace

from pipeline.core.table import SHOWN, WIDTH, render, repeats
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import FINDING, leg

LINES = tuple(replace(FINDING, line=number) for number in range(1, 6))
LINT = leg("lint", Verdict.FAILED, findings=LINES)
TEST = leg("test", Verdict.FAILED, name="3.11", findings=(FINDING,))
GREEN = leg("build")


def test_a_green_run_is_one_row_a_leg_and_a_last_line() -> None:
    """Nothing to repeat."""
    expected = (
        "stage  leg  verdict  time   first findings\n"
        "build       passed   1.2 s\n"
        "\n"
        "ci: passed\n"
    )
    assert expected == render(Run((GREEN,)))


def test_a_red_run_shows_the_first_findings_and_how_to_repeat_it() -> None:
    """And how many it does not show."""
    table = render(Run((LINT, TEST, GREEN)))
    assert "flake8: a b.py:1:1: 'os' imported but unused [F401]" in table
    assert "... and 2 more" in table
    assert "repeat: dagger call lint\nrepeat: dagger call test --python=3.11\n" in table
    assert table.endswith("\nci: failed: lint, test (3.11)\n")


def test_what_blocks_is_shown_first() -> None:
    """A note must not hide what is red."""
    note = replace(FINDING, line=1, message="a note", blocks=False)
    blocking = replace(FINDING, line=9, message="a reason")
    table = render(Run((leg("lint", Verdict.FAILED, findings=(note, blocking)),)))
    assert table.index("a reason") < table.index("a note")


def test_what_passed_says_why_before_it_notes_something() -> None:
    """A note is not the first that one wants to know."""
    note = replace(FINDING, message="a note", blocks=False)
    table = render(Run((replace(GREEN, reason="9 tests", findings=(note,)),)))
    assert "build       passed   1.2 s  9 tests\n" in table
    assert table.index("9 tests") < table.index("a note")


def test_a_green_row_says_how_much_was_looked_at_and_what_was_left_out() -> None:
    """Green means looked."""
    seen = replace(GREEN, looked_at={"files": 38}, left_out=("2 of 40 files by black",))
    table = render(Run((seen,)))
    assert "build       passed   1.2 s  38 files\n" in table
    assert "                            left out: 2 of 40 files by black\n" in table


def test_a_stage_that_could_not_run_has_a_row_and_is_in_the_last_line() -> None:
    """It hides no other."""
    run = Run((GREEN,), {"typecheck": "could not understand mypy\n  Traceback"})
    table = render(run, "ci")
    assert (
        "typecheck       no verdict         could not understand mypy Traceback"
        in table
    )
    assert "ci: could not run: typecheck: could not understand mypy" in table
    assert "\ntypecheck: could not understand mypy\n  Traceback\n" in table
    assert ["dagger call typecheck"] == repeats(run)


def test_a_stage_is_repeated_by_the_name_of_its_function() -> None:
    """The CLI cannot call one "e2e"."""
    red = Run((leg("e2e", Verdict.FAILED),), {"e2e": "why"})
    assert ["dagger call end-to-end"] == repeats(red)


def test_lines_are_cut_to_the_width_of_a_screen() -> None:
    """A table that wraps is none."""
    long = leg("lint", Verdict.FAILED, findings=(replace(FINDING, message="x" * 500),))
    table = render(Run((long,)))
    assert WIDTH == max(map(len, table.splitlines()))


def test_what_would_move_the_cursor_is_not_printed() -> None:
    """A tool's output must not draw over the table."""
    evil = replace(FINDING, message="a\x1b[2Jb\rc\nd\te")
    table = render(Run((leg("lint", Verdict.FAILED, findings=(evil,)),)))
    assert "a [2Jb c d e [F401]" in table


def test_the_reason_stands_where_there_are_no_findings() -> None:
    """Why it was skipped, or how much is covered."""
    run = Run((leg("security", Verdict.SKIPPED, name="safety", reason="no key"),))
    assert "security  safety  skipped  1.2 s  no key\n" in render(run, "security")
    assert render(run, "security").endswith("security: failed: security (safety)\n")


def test_exactly_as_many_findings_as_are_shown_hide_none() -> None:
    """More are counted."""
    shown = leg("lint", Verdict.FAILED, findings=LINES[:SHOWN])
    assert "more" not in render(Run((shown,)))
    one_more = leg("lint", Verdict.FAILED, findings=LINES[: SHOWN + 1])
    assert "... and 1 more" in render(Run((one_more,)))


def test_what_a_call_needs_is_part_of_its_repetition() -> None:
    """Policy is held against a base."""
    run = Run((leg("policy", Verdict.FAILED),))
    assert ["dagger call policy --base=DIRECTORY"] == repeats(run)


def test_what_is_left_out_is_not_lost_behind_findings() -> None:
    """Each has lines of its own."""
    left_out = tuple(f"part {number}" for number in range(10))
    red = leg("lint", Verdict.FAILED, findings=LINES[: SHOWN + 2], left_out=left_out)
    table = render(Run((red,)))
    assert "... and 2 more" in table
    assert 8 == table.count("left out: part")
