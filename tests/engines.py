"""Run the real CLI against a real engine, as a person would."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TIMEOUT = 900


def dagger(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `dagger` with an engine made ready; output is captured as text."""
    command = [sys.executable, "-m", "engine", "exec", "dagger", *map(str, words)]
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def pipeline(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Call a function of the pipeline, with plain output."""
    return dagger("--progress=plain", "-m", ROOT, "call", *words, cwd=Path("/"))
