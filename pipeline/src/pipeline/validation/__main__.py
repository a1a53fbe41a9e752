"""Validate manifests, rendered and plain, and print the errors as JSON."""

import json
import sys
from pathlib import Path

from pipeline.validation.report import Request, report
from pipeline.validation.schemas import folder

if __name__ == "__main__":
    asked = Request(**json.loads(Path(sys.argv[1]).read_text()))
    print(json.dumps(report(asked, folder(asked.kubernetes))))
