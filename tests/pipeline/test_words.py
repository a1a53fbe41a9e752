"""What is said of a command that could not do its work?"""

from pipeline.core.words import LAST_LINES, ended


def test_the_last_line_comes_first_and_the_others_after_it() -> None:
    """The table has room for one line only."""
    said = ended(("uv", "pip", "install", "--quiet"), 1, "", "no match\n\nfor x==9\n")
    assert said.splitlines() == [
        "uv pip install ended with 1: for x==9",
        "  no match",
        "  for x==9",
    ]


def test_only_the_end_of_a_long_output_is_shown() -> None:
    """That is where tools say why."""
    said = ended(("make",), 2, "\n".join(map(str, range(100))))
    assert LAST_LINES + 1 == len(said.splitlines())
    assert said.endswith("  99")


def test_a_command_may_say_nothing() -> None:
    """Its exit code is all there is."""
    assert "false ended with 1 and said nothing" == ended(("false",), 1, "", " ")
