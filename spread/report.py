"""Leave the report of the whole run, with who ran what."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.core.report import bundle as report
from pipeline.core.spread.calls import Call
from pipeline.core.verdict import Run
from spread.running import Attempt

ENGINES = "engines.json"


def write(run: Run, attempts: Mapping[Call, Sequence[Attempt]], folder: Path) -> None:
    """Write the bundle's files, as `dagger call report` would."""
    files = dict(report.bundle(run))
    files[ENGINES] = _written(attempts)
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def _written(attempts: Mapping[Call, Sequence[Attempt]]) -> str:
    named = {
        call.title: [
            {
                **asdict(each),
                "began": round(each.began, 3),
                "seconds": round(each.seconds, 3),
            }
            for each in found
        ]
        for call, found in attempts.items()
    }
    return json.dumps(named, indent=2, sort_keys=True) + "\n"
