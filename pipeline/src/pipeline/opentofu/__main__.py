"""Run commands of OpenTofu, and write their output to a file."""

import json
import sys
from pathlib import Path

from pipeline.core.terraform.folders import RUNS
from pipeline.opentofu.running import Request, prepared, ran

REPORTS = Path("/reports")

if __name__ == "__main__":
    asked = Request.read(Path(sys.argv[1]).read_text())
    environment = prepared(asked, Path.cwd())
    found = ran(asked, Path.cwd(), environment)
    (REPORTS / RUNS).write_text(json.dumps(found))
