"""Is the summary whole, and safe to show as Markdown?"""

from dataclasses import replace

from pipeline.core.foreign import LENGTH
from pipeline.core.report.summary import SHOWN, markdown
from pipeline.core.verdict import Run, Verdict
from tests.pipeline.examples import FINDING, leg

EVIL = replace(FINDING, message="<img src=x>|`a` [b](c)\n# head & *x*")


def test_a_green_run_is_short() -> None:
    """Verdict, stages, coverage; nothing to fix and nothing to repeat."""
    run = Run((leg("test", name="3.12", reason="coverage 93.25 %"),))
    assert markdown(run, 93.25) == (
        "# Pipeline passed\n"
        "\n"
        "| stage | leg | verdict | note |\n"
        "| --- | --- | --- | --- |\n"
        "| test | 3.12 | ✅ passed | coverage 93.25 % |\n"
        "\n"
        "Coverage of all legs together: 93.2 %\n"
    )


def test_a_red_run_says_what_where_and_how_to_repeat_it() -> None:
    """Findings stand together by file; those without one first."""
    nowhere = replace(FINDING, path=None, line=None, rule="")
    legs = (leg("lint", Verdict.FAILED, findings=(nowhere, FINDING)),)
    text = markdown(Run(legs, {"build": "no disk"}), None)
    assert text.startswith("# Pipeline failed: lint\n")
    assert (
        "| lint |  | ❌ failed |  |\n| build | | 💥 could not run | no disk |" in text
    )
    assert "\n## No file\n\n- 'os' imported but unused (flake8)\n" in text
    place = "- line 3: 'os' imported but unused `F401` (flake8)"
    assert f"\n## a b.py\n\n{place}\n" in text
    assert text.endswith("```sh\ndagger call lint\ndagger call build\n```\n")
    assert "Coverage" not in text


def test_what_a_tool_says_is_neither_markdown_nor_html() -> None:
    """It stays on its line, too."""
    text = markdown(Run((leg("lint", Verdict.FAILED, findings=(EVIL,)),)), None)
    said = "&lt;img src=x>\\|\\`a\\` \\[b\\](c) \\# head &amp; \\*x\\*"
    assert f"- line 3: {said} `F401`" in text


def test_no_run_is_too_long_to_be_shown() -> None:
    """Code hosts refuse summaries of more than a megabyte."""
    many = tuple(replace(FINDING, line=n, message="x" * 5000) for n in range(1, 2000))
    text = markdown(Run((leg("lint", Verdict.FAILED, findings=many),)), None)
    assert len(text) < 1_000_000
    assert f"line {SHOWN}: {'x' * LENGTH}... " in text
    assert f"line {SHOWN + 1}: " not in text
    assert f"... and {1999 - SHOWN} more, in verdict.json" in text


EVIL_RULE = replace(FINDING, rule="a`\n\n# Passed\n", tool="b`|", message="@everybody")


def test_a_rule_that_somebody_wrote_stays_a_word() -> None:
    """It may come from a list of exceptions; nobody is called by a message."""
    text = markdown(Run((leg("lint", Verdict.FAILED, findings=(EVIL_RULE,)),)), None)
    assert "- line 3: @\u200beverybody `a' # Passed` (b\\`\\|)\n" in text
    assert "\n# Passed" not in text
