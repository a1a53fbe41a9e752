"""Attempts to have a gate look away: each is red, or what it left out is named.

Those that policy alone decides are tested without an engine; here each kind is tried on
the real tools, all of them in one round.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

FAKE_REPORTS: Final = '''"""Reports that somebody has written beforehand."""

import os
import pathlib

REPORTS = pathlib.Path("/reports")
REPORTS.mkdir(exist_ok=True)
(REPORTS / "junit.xml").write_text(
    '<testsuites><testcase classname="a" name="b"/></testsuites>'
)
(REPORTS / "coverage.json").write_text('{"files": {}}')
(REPORTS / "coverage.xml").write_text("<coverage/>")
os._exit(0)
'''
# As a plugin of flake8 and of mypy: it ends whatever imports it.
QUIET: Final = '"""Quiet."""\n\nimport os\n\nos._exit(0)\n'
FLAKE8: Final = """[flake8:local-plugins]
extension =
    XQ = quiet:Plugin
paths =
    ./tests
"""
BANDIT: Final = '\n[tool.bandit]\nexclude_dirs = ["shop"]\n'
DOCKERFILE: Final = "ADD requirements.txt fetched.txt\nUSER 00\n"


@dataclass(frozen=True, slots=True)
class Fooling:
    """Texts that are added to files; *red* are legs, *named* what a leg left out.

    Red *also* are gates that read the same files.
    """

    name: str
    files: Mapping[str, str]
    gate: str
    red: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def legs(self) -> set[tuple[str, str]]:
        """Return all that is red because of it, by gate and leg."""
        own = {(self.gate, leg) for leg in self.red}
        return own | {(gate, "") for gate in self.also}

    def plant(self, target: Path) -> None:
        """Bring it into a copy of the target."""
        for path, text in self.files.items():
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text((file.read_text() if file.exists() else "") + text)


FOOLING: Final = (
    Fooling(
        "a plugin of flake8 that ends it",
        {".flake8": FLAKE8, "tests/quiet.py": QUIET},
        "lint",
        red=("",),
        named={"": "flake8's extension: XQ = quiet:Plugin (.flake8)"},
    ),
    Fooling(
        "a plugin of mypy that ends it",
        {"mypy.ini": "[mypy]\nplugins = tests/quiet.py\n"},
        "typecheck",
        red=("",),
        named={"": "mypy's plugins: tests/quiet.py (mypy.ini)"},
    ),
    Fooling(
        "all code left out for Bandit",
        {"pyproject.toml": BANDIT},
        "security",
        red=("bandit",),
        named={"bandit": "bandit's exclude_dirs: shop (pyproject.toml)"},
    ),
    Fooling(
        "a conftest that writes the reports and ends pytest",
        {"tests/conftest.py": FAKE_REPORTS},
        "test",
        red=("3.11", "3.12"),
        also=("integration", "e2e"),
    ),
    Fooling(
        "a rule of zizmor switched off",
        {".github/zizmor.yml": "rules:\n  artipacked:\n    disable: true\n"},
        "manifests",
        named={"zizmor": "zizmor's disable: artipacked (.github/zizmor.yml)"},
    ),
    Fooling(
        "root by another number, and a rule of hadolint ignored",
        {"Dockerfile": DOCKERFILE, ".hadolint.yaml": "ignored: [DL3020, DL3002]\n"},
        "scan",
        red=("misconfiguration",),
        named={"dockerfile": "hadolint's ignored: DL3002, DL3020 (.hadolint.yaml)"},
    ),
)
