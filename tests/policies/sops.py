"""SOPS and age on files as people have them: keys, rules, an encrypted Secret."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from local.debian import Program, find
from local.errors import Missing
from tests.policies.documents import ROOT

KEYGEN = Program("age-keygen", ("age",), "usr/bin/age-keygen")
FOLDER = ROOT / "k8s" / "secrets" / "sops"
SEALED = re.compile(r"ENC\[AES256_GCM,data:[^]]*\]")


@dataclass(frozen=True, slots=True)
class Key:
    """A person's or a machine's key, and what others encrypt for it with."""

    file: Path
    recipient: str


def made(file: Path) -> Key:
    """Make a key."""
    program = find(KEYGEN)
    command = [str(program.path), "-o", str(file)]
    subprocess.run(command, env=dict(program.env), capture_output=True, check=True)
    (recipient,) = re.findall(r"public key: (age1\S+)", file.read_text())
    return Key(file, recipient)


def executable() -> Path:
    """Return SOPS, which a package of the test dependencies brings."""
    beside = Path(sys.executable).parent
    path = os.pathsep.join((str(beside), os.environ.get("PATH", os.defpath)))
    if found := shutil.which("sops", path=path):
        return Path(found)
    raise Missing("could not find 'sops': it is not installed; run 'uv sync'")


@dataclass(frozen=True, slots=True)
class Workplace:
    """A copy of the folder, and the key of who works in it."""

    folder: Path
    key: Key

    def sops(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run SOPS."""
        # It looks for keys in the home of who calls it, too.
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "SOPS_AGE_KEY_FILE": str(self.key.file),
        }
        command = [str(executable()), "--disable-version-check", *words]
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True
        )

    def done(self, *words: str) -> str:
        """Run SOPS; a failure ends the test with what it said."""
        ran = self.sops(*words)
        assert 0 == ran.returncode, ran.stderr
        return ran.stdout

    def of(self, key: Key) -> "Workplace":
        """Return the same folder in somebody else's hands."""
        return Workplace(self.folder, key)


def allow(folder: Path, environment: str, *keys: Key) -> None:
    """Write who can read an environment into the rules."""
    file = folder / ".sops.yaml"
    recipients = ",".join(key.recipient for key in keys)
    rule = rf"(path_regex: \^{environment}/.*\n.*\n    age: ).*"
    text, changes = re.subn(rule, rf"\g<1>{recipients}", file.read_text())
    assert changes == 1
    file.write_text(text)


def unsealed(data: dict[str, str]) -> list[str]:
    """Name the values that are not encrypted."""
    return [name for name, value in data.items() if not SEALED.fullmatch(value)]
