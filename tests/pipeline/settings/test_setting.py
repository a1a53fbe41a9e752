"""Is everything named that settings of a repository switch off or leave out?"""

import pytest

from pipeline.core.settings.files import NAMES
from pipeline.core.settings.setting import Kind, read
from tests.pipeline.gates.switched_off import SWITCHED_OFF, SwitchedOff


def named(texts: dict[str, str]) -> list[str]:
    """Return what is left out, and by which setting."""
    out = [each for each in read(texts) if each.kind is Kind.LEAVES_OUT]
    return [f"{each.name}: {each.item}" for each in out]


@pytest.mark.parametrize("case", SWITCHED_OFF, ids=lambda case: case.name)
def test_what_is_switched_off_is_named(case: SwitchedOff) -> None:
    """Each in the format of its file."""
    assert case.file in NAMES
    assert [case.said] == named({case.file: case.text})


@pytest.mark.parametrize(
    ("file", "text"),
    [
        pytest.param("pyproject.toml", "[tool.black]\nline-length = 88\n", id="style"),
        pytest.param("pyproject.toml", "[tool.mypy]\nstrict = true\n", id="strict"),
        pytest.param("mypy.ini", "[mypy]\nignore_errors = False\n", id="off"),
        pytest.param("mypy.ini", "[mypy]\nstrict = False\n", id="the default"),
        pytest.param("mypy.ini", "[mypy]\nfollow_imports = normal\n", id="normal"),
        pytest.param(".flake8", "[flake8]\nignore =\n    # none\n", id="a comment"),
        pytest.param("tox.ini", "[tox]\nskip = a\n[testenv]\nignore = b\n", id="tox"),
        pytest.param(
            "pytest.ini",
            "[pytest]\naddopts = -ra -p no:cacheprovider --strict-markers -q\n",
            id="harmless options",
        ),
        pytest.param(".hadolint.yaml", "format: json\nignored:\n", id="no list"),
        pytest.param(
            ".github/zizmor.yml",
            "rules: {artipacked: {disable: false}, x: 3}\n",
            id="not disabled",
        ),
        pytest.param(
            ".github/actionlint.yaml",
            "self-hosted-runner: {labels: [big]}\n",
            id="labels",
        ),
    ],
)
def test_what_leaves_nothing_out_is_not_named(file: str, text: str) -> None:
    """Style, what is stricter, defaults, and what is another tool's."""
    assert [] == named({file: text})


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nignored: [*b, DL3008]\n"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("pyproject.toml", "[tool.black\n", "which could not be read"),
        ("pyproject.toml", "x = " + "[" * 5000, "which could not be read"),
        (".flake8", "no section\n", "which could not be read"),
        (".github/zizmor.yml", "rules: [\n", "which could not be read"),
        (".github/zizmor.yml", "x: !!python/name:os.system y\n", "could not be read"),
        (".hadolint.yaml", "ignored: " + "[" * 5000, "which could not be read"),
        (".hadolint.yaml", BOMB, "..."),
        (".hadolint.yaml", "just a word", ""),
        ("setup.cfg", "[flake8]\nignore = E1\nignore = E2\n", "E2"),
    ],
)
def test_files_of_strangers_do_no_harm(file: str, text: str, said: str) -> None:
    """What cannot be read may hide something: that is named, too."""
    found = " ".join(named({file: text}))
    assert said in found
    assert bool(said) is bool(found)


def test_what_is_stricter_is_known_for_a_comparison() -> None:
    """So are limits that may grow."""
    text = "[tool.mypy]\nstrict = true\n[tool.black]\nline-length = 88\n"
    kinds = {(each.key, each.kind) for each in read({"pyproject.toml": text})}
    assert {("strict", Kind.DEMANDS), ("line-length", Kind.LIMIT)} == kinds
