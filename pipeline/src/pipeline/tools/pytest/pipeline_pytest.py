"""Start pytest when the pipeline's own plugins, and what they need, are imported.

`python -m pytest` looks into the folder of the repository first: a file there of the
same name as a plugin would be taken for it.
"""

import os
import sys

# The folder of this file comes first now; nothing of the repository is reachable.
import pipeline_results  # noqa: F401  # isort: skip
import pytest

if "pipeline_statements" in sys.argv:
    import pipeline_statements  # noqa: F401

if __name__ == "__main__":
    # As `python -m pytest` has it.
    sys.path[0] = os.getcwd()
    raise SystemExit(pytest.console_main())
