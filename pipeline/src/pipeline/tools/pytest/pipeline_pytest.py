"""Start pytest when the pipeline's own plugins, and what they need, are imported.

`python -m pytest` looks into the folder of the repository first: a file there of the
same name as a plugin would be taken for it.
"""

import os
import sys
from importlib import import_module

import pytest

PLUGINS = ("pipeline_results", "pipeline_statements")

if __name__ == "__main__":
    # The folder of this file comes first: nothing of the repository is reachable yet.
    for name in PLUGINS:
        if name in sys.argv:
            import_module(name)
    # As `python -m pytest` has it.
    sys.path[0] = os.getcwd()
    raise SystemExit(pytest.main())
