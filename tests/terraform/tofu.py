"""Run OpenTofu, with providers that know schemas and reach no cloud."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.layout import Layout
from local.errors import Missing

ROOT = Path(__file__).parents[2]
TERRAFORM = ROOT / "terraform"
SECONDS = 900.0
# What a run leaves in a folder: a copy begins without it.
LEFT = shutil.ignore_patterns(".terraform", "*.tfstate", "*.tfstate.*")

SETTINGS = """\
provider_installation {{
  filesystem_mirror {{
    path = "{}"
  }}
}}
"""
# In code, and where a test says what a resource is to answer.
TYPE = re.compile(r'\b(?:resource|data|ephemeral) "(\w+)"')

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Tofu:
    """A program, and the file that says where its providers are."""

    program: Path
    settings: Path
    types: Path

    def ran(
        self, folder: Path, *words: str, env: Mapping[str, str] | None = None
    ) -> Done:
        """Run it in a folder and return what came of it."""
        return subprocess.run(
            [self.program, *words],
            cwd=folder,
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    def done(
        self, folder: Path, *words: str, env: Mapping[str, str] | None = None
    ) -> str:
        """Run it in a folder; it has to end well. Return what it prints."""
        ran = self.ran(folder, *words, env=env)
        assert 0 == ran.returncode, f"{' '.join(words)}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def start(
        self, folder: Path, *words: str, env: Mapping[str, str]
    ) -> subprocess.Popen[str]:
        """Start it in a folder, and let it run."""
        return subprocess.Popen(
            [self.program, *words],
            cwd=folder,
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def environment(self, more: Mapping[str, str] | None) -> dict[str, str]:
        """Return the environment: nothing of a person's own settings or accounts."""
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "TMPDIR")
            if name in os.environ
        }
        return {
            **kept,
            "TF_CLI_CONFIG_FILE": str(self.settings),
            "STAND_IN_TYPES": str(self.types),
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_ARGS": "-no-color",
            **(more or {}),
        }


def found(place: Path) -> Tofu:
    """Return the one that variables name, or the engine's part; else Missing.

    What it is told is written to a folder: where providers are, and which of their
    types are in use, for all of them take long to read.
    """
    types = place / "types.txt"
    types.write_text("\n".join(sorted(_types())))
    named = (os.environ.get(name) for name in ("TOFU", "TF_CLI_CONFIG_FILE"))
    program, settings = named
    if program and settings:
        return Tofu(Path(program), Path(settings), types)
    for part in sorted(Layout.of(dict(os.environ)).parts.glob("opentofu-*")):
        if (part / "tofu").is_file() and (part / "providers").is_dir():
            own = place / "tofurc"
            own.write_text(SETTINGS.format(part / "providers"))
            return Tofu(part / "tofu", own, types)
    raise Missing(
        "could not find program 'tofu': the engine has no part opentofu;"
        " run make engine, or set TOFU and TF_CLI_CONFIG_FILE"
    )


def _types() -> set[str]:
    """Return the types that terraform/ speaks of, in its tests, too."""
    files = [*TERRAFORM.rglob("*.tf"), *TERRAFORM.rglob("*.hcl")]
    texts = [file.read_text() for file in files if ".terraform" not in file.parts]
    return {name for text in texts for name in TYPE.findall(text)}


def copied(place: Path) -> Path:
    """Return a copy of terraform/, beside argocd/, that may be changed."""
    shutil.copytree(ROOT / "argocd", place / "argocd")
    return Path(shutil.copytree(TERRAFORM, place / "terraform", ignore=LEFT))
