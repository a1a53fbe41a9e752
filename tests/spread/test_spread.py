"""Does it end with the table, the report and the exit code of one engine?"""

import json
import re
import signal
from pathlib import Path

import pytest

from pipeline.core.project.config import GATES
from pipeline.core.report.bundle import bundle
from pipeline.core.spread.calls import Call
from pipeline.core.table import render
from pipeline.core.verdict import Run, Verdict, weighed
from tests.asking import wait
from tests.spread.fake import CALLS, ENGINES, Fake, found, order

LINT, BUILD, LAST = Call("lint"), Call("build"), Call("integration")
HEIR = order(LINT)
# What does not belong to the run: times.
TIMES = re.compile(r"times\.json|index\.html|engines\.json")


def green() -> Run:
    """Return what one engine would have found."""
    return Run(weighed([found(call) for call in CALLS], GATES))


def test_a_green_run_ends_as_on_one_engine(fake: Fake, tmp_path: Path) -> None:
    """The table on stdout, 0, the same report, each call on its own engine."""
    code, out, _ = fake.run(f"--report={tmp_path / 'report'}")
    assert (0, render(green())) == (code, out)
    written = {
        str(file.relative_to(tmp_path / "report")): file.read_text()
        for file in (tmp_path / "report").rglob("*")
        if file.is_file()
    }
    expected = bundle(green())
    assert {*expected, "engines.json"} == set(written)
    for name in expected:
        assert TIMES.search(name) or expected[name] == written[name]
    for call in CALLS:
        assert [order(call)[0]] == fake.ran(call)
    who = json.loads(written["engines.json"])
    assert {call.title: order(call)[0] for call in CALLS} == {
        title: attempts[0]["engine"] for title, attempts in who.items()
    }


def test_what_has_an_engine_for_itself_is_called_last_there(fake: Fake) -> None:
    """Others of the same engine have ended by then."""
    fake.run()
    mine = [line for line in fake.asked() if line.startswith(f"{order(LAST)[0]} ")]
    assert "--gate=integration" in [line for line in mine if "part" in line][-1]


def test_a_red_run_is_red_on_stderr_with_3(fake: Fake) -> None:
    """And the others have run to their ends."""
    fake.brings(LINT, found(LINT, Verdict.FAILED))
    code, out, said = fake.run()
    assert (3, "") == (code, out)
    assert said.endswith("repeat: dagger call lint\n\nci: failed: lint\n")
    assert {call.stage for call in CALLS} <= set(said.split())


def test_the_call_is_told_all_that_it_needs(fake: Fake) -> None:
    """Options of the gates come after two dashes."""
    fake.run("--module=../pipe", "--", "--safety-key=env:KEY")
    (line,) = [line for line in fake.asked() if "--python=3.11" in line]
    words = line.split()
    assert ["--mod", "../pipe", "call", "part"] == words[2:6]
    assert f"--source={fake.settings.parent}" in words
    assert words.index("--safety-key=env:KEY") < words.index("export")


@pytest.mark.parametrize("dying", ENGINES)
def test_an_engine_that_dies_changes_no_verdict(fake: Fake, dying: str) -> None:
    """Whichever it is: its calls go each to the next in their own order."""
    fake.plant(dying, "dies")
    code, out, said = fake.run()
    assert (0, render(green())) == (code, out), said
    assert f"engine {dying} is lost" in said or not any(
        order(call)[0] == dying for call in CALLS
    )
    left = [name for name in ENGINES if name != dying]
    for call in CALLS:
        assert order(call, left)[0] == fake.ran(call)[-1]


def test_two_of_three_may_die(fake: Fake) -> None:
    """One that is left does all."""
    fake.plant("a", "dies")
    fake.plant("b", "dies")
    code, out, said = fake.run()
    assert (0, render(green())) == (code, out), said


def test_without_any_engine_there_is_no_verdict(fake: Fake) -> None:
    """Never a green one: 1, and each gate says why."""
    for name in ENGINES:
        fake.plant(name, "dies")
    code, out, said = fake.run()
    assert (1, "") == (code, out)
    assert "lint on " in said
    assert "ci: could not run: lint: " in said


def test_red_stays_red_when_all_engines_die_later(fake: Fake) -> None:
    """What was found is found."""
    fake.brings(LINT, found(LINT, Verdict.FAILED))
    for name in ENGINES:
        for call in CALLS:
            if call != LINT:
                fake.plant(name, "fails", call.title)
    code, _, said = fake.run()
    assert 3 == code
    assert said.endswith("ci: failed: lint\n")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("garbage", "brought a part that cannot be read"),
        ("half", "brought a part that cannot be read"),
        ("bytes", "brought a part that is no text"),
        ("nothing", "ended well and brought no part"),
        ("fails", "ended with 1: lint: could not run: no disk is left / trailing"),
    ],
)
def test_a_call_that_goes_wrong_is_tried_on_the_next_engine(
    fake: Fake, what: str, said: str
) -> None:
    """The engine itself answers: it keeps its other calls."""
    fake.plant(HEIR[0], what, "lint")
    code, out, told = fake.run()
    assert (0, render(green())) == (code, out)
    assert f"lint: failed on {HEIR[0]}: {said}" in told
    assert list(HEIR[:2]) == fake.ran(LINT)
    assert "is lost" not in told


def test_the_part_of_another_call_is_refused(fake: Fake) -> None:
    """An engine that mixes calls up makes no verdict."""
    other = (fake.folder / "parts" / "build.json").read_text()
    (fake.folder / "parts" / f"{HEIR[0]}.foreign.json").write_text(other)
    fake.plant(HEIR[0], "foreign", "lint")
    code, _, told = fake.run()
    assert 0 == code
    assert "brought the part of another call: 'lint' reported on 'build'" in told


def test_a_call_that_goes_wrong_twice_has_no_verdict(fake: Fake) -> None:
    """It is at fault, not the engines: the third one is not asked."""
    fake.plant("any", "garbage", "lint")
    code, _, told = fake.run()
    assert 1 == code
    assert list(HEIR[:2]) == fake.ran(LINT)
    assert f"lint on {HEIR[0]}: brought" in told and f"lint on {HEIR[1]}: " in told


def test_a_call_that_hangs_is_ended_and_tried_elsewhere(fake: Fake) -> None:
    """With all that it has started."""
    fake.plant(HEIR[0], "hangs", "lint")
    code, out, told = fake.run("--limit=6")
    assert (0, render(green())) == (code, out), told
    assert "took longer than 6 s and was ended" in told
    assert list(HEIR[:2]) == fake.ran(LINT)
    assert [] == fake.children()


def test_an_engine_that_falls_silent_is_lost_before_the_limit(fake: Fake) -> None:
    """Its calls would hang for half an hour: two silences are enough."""
    fake.plant(HEIR[0], "hangs")
    fake.plant(HEIR[0], "", "silent")
    code, out, told = fake.run("--every=0.5", "--patience=3")
    assert 0 == code, told
    assert f"engine {HEIR[0]} is lost" in told
    assert [] == fake.children()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_ends_every_call(fake: Fake, number: signal.Signals) -> None:
    """Nothing goes on behind the back of who stopped it."""
    for name in ENGINES:
        fake.plant(name, "hangs")
    process = fake.start()
    wait(lambda: len(fake.children()) >= 3)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert said.endswith("spread: stopped\n")
    assert [] == fake.children()


def test_engines_may_be_named_by_other_settings_than_the_change_s(
    fake: Fake, tmp_path: Path
) -> None:
    """What a change is merged into says where its verdict is made."""
    base = tmp_path / "base.toml"
    base.write_text('[tool.pipeline.engines]\nb = "unix:///run/b.sock"\n')
    code, *_ = fake.run(f"--settings={base}")
    assert 0 == code
    assert {"b"} == {line.split()[0] for line in fake.asked()}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "no engine is named; add [tool.pipeline.engines] to pyproject.toml"),
        ("[tool.pipeline.engines]\na = 'tcp://b:1'", "tool.pipeline.engines.a: is"),
        ("[", "could not read 'pyproject.toml'"),
    ],
)
def test_settings_that_do_not_do_are_said_before_anything_runs(
    fake: Fake, settings: str, said: str
) -> None:
    """1, and nothing was called."""
    fake.settings.write_text(settings)
    code, out, told = fake.run()
    assert (1, "") == (code, out)
    assert said in told and "Traceback" not in told
    assert [] == fake.asked()


def test_a_cli_that_is_not_there_is_said(fake: Fake) -> None:
    """With the way out."""
    code, _, told = fake.run("--dagger=/no/dagger")
    assert 1 == code
    assert "could not run '/no/dagger'" in told and "--dagger" in told
