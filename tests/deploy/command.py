"""The command, as a container would run it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from subprocess import CompletedProcess

from tests.deploy.writer import TOKEN, Shop
from tests.serving import ROOT


def ask(
    shop: Shop, effect: str, arguments: Mapping[str, object], **more: object
) -> CompletedProcess[str]:
    """Run the command as a container would."""
    request = {
        "effect": effect,
        "remote": {"url": shop.url, "branch": "main"},
        "author": {"name": "Ada", "email": "ada@shop.example"},
        "at": "2026-03-01T12:00:00Z",
        "arguments": arguments,
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "pipeline.writer"],
        input=json.dumps(request),
        env={**os.environ, "PYTHONPATH": f"{ROOT}/pipeline/src", "GIT_TOKEN": TOKEN},
        capture_output=True,
        text=True,
    )


def said(done: CompletedProcess[str]) -> str:
    """Return what was answered, which nothing on stderr goes with."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
