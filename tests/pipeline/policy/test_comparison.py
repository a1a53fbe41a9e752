"""Is whatever a change loosens of its base's policy listed, and red where protected?"""

from dataclasses import fields, replace

import pytest

from pipeline.core.policy import comparison as policy
from pipeline.core.policy import rules
from pipeline.core.policy.comparison import Policy, judge, loosened
from pipeline.core.project.config import Config, parse
from pipeline.core.settings.setting import read
from pipeline.core.verdict import Verdict, weighed
from tests.pipeline.policy.loosened import LOOSENED, TIGHTENED, Loosened

SEEN = Policy(
    Config(),
    pythons=("3.11", "3.12"),
    files=frozenset({"shop/a.py", "shop/b.py"}),
    python=frozenset({"shop/a.py", "shop/b.py", "tests/test_a.py"}),
    tests=12,
    comments=3,
)


def of(text: str) -> Policy:
    """Return the policy of a repository with this pyproject.toml."""
    return Policy(parse(text), read({"pyproject.toml": text}))


def told(base: Policy, change: Policy) -> list[str]:
    """Return what is loosened."""
    return [f"{path}: {said}" for _, said, path in loosened(base, change)]


@pytest.mark.parametrize("case", LOOSENED, ids=lambda case: case.name)
def test_what_is_loosened_is_listed(case: Loosened) -> None:
    """And the way back is none."""
    base, change = of(case.base), of(case.change)
    assert [f"pyproject.toml: {case.said}"] == told(base, change)
    assert Verdict.PASSED is judge(base, change, 0.0).verdict
    guarded = replace(base, config=replace(base.config, protect=True))
    assert Verdict.FAILED is judge(guarded, change, 0.0).verdict


@pytest.mark.parametrize("case", TIGHTENED, ids=lambda case: case.name)
def test_what_is_as_strict_as_before_is_not(case: Loosened) -> None:
    """Stricter, style, or no matter for a gate."""
    assert [] == told(of(case.base), of(case.change))


def test_fewer_tests_files_and_pythons_are_listed() -> None:
    """Whatever it is by: settings, a folder that is renamed, a classifier."""
    less = replace(
        SEEN,
        pythons=("3.12",),
        files=frozenset({"shop/a.py"}),
        tests=11,
        comments=4,
    )
    assert [
        "pyproject.toml: not tested any more on Python 3.11",
        "shop/b.py: no gate looks at it any more",
        "pyproject.toml: 11 tests; the base has 12",
        "pyproject.toml: 4 comments have tools ignore something; the base has 3",
    ] == told(SEEN, less)
    assert [] == told(less, SEEN)


def test_a_file_that_is_gone_needs_no_look() -> None:
    """It is not there to be looked at."""
    files = SEEN.files - {"shop/b.py"}
    gone = replace(SEEN, files=files, python=SEEN.python - {"shop/b.py"})
    assert [] == told(SEEN, gone)


def test_the_base_decides_whether_it_is_protected() -> None:
    """A change cannot switch that off, nor leave the gate out."""
    base, change = of("[tool.pipeline]\nprotect = true\n"), of("")
    leg = judge(base, change, 2.0)
    assert ["pyproject.toml: protect is False; the base has True"] == told(base, change)
    (weighed_leg,) = weighed([leg], (*change.config.required, policy.STAGE))
    assert weighed_leg.is_red


def test_a_leg_says_how_much_was_compared() -> None:
    """And that nobody protects the base."""
    leg = judge(SEEN, SEEN, 2.0)
    assert Verdict.PASSED is leg.verdict
    assert leg.looked_at["keys"] == len(rules.RULES)
    assert "no looser than the base; the base is not protected (protect)" == leg.reason


def test_a_base_that_is_none_is_told() -> None:
    """Else nobody could ever fix one."""
    leg = policy.unread("could not find any code\nmore")
    assert (Verdict.SKIPPED, False) == (leg.verdict, leg.is_red)
    assert "the base cannot be read: could not find any code" == leg.reason


def test_every_key_has_a_rule() -> None:
    """One that nobody has thought of is listed when it changes."""
    assert {field.name for field in fields(Config)} == rules.RULES.keys()
