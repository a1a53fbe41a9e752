"""A request on stdin, the answer on stdout: python -m pipeline.writer.

What is refused ends with 2, what Git or the network could not do with 4, each with one
message on stderr.
"""

import os
import sys
from collections.abc import Mapping

from pipeline.core.errors import PipelineError
from pipeline.writer import request
from pipeline.writer.errors import GitFailed
from pipeline.writer.running import run

REFUSED, FAILED = 2, 4


def main(text: str, variables: Mapping[str, str]) -> int:
    """Do what is asked for."""
    try:
        answer = run(request.read(text, variables), variables)
        # What people commit need not be text that can be printed.
        print(answer.encode(errors="replace").decode())
    except PipelineError as error:
        print(error, file=sys.stderr)
        return FAILED if isinstance(error, GitFailed) else REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.read(), os.environ))
