"""Lay out the service itself, and list what it imports.

Usage, in the service's folder: python -m image.service
"""

import os
import subprocess
import sys
from pathlib import Path

from image import ROOT, moment
from image.bytecode import compile_all
from image.tree import Tree

# In a process of its own, which has imported nothing else.
CLOSURE = (sys.executable, "-m", "image.closure")
# A cache of the builder: dependencies are the same from build to build.
BYTECODE = "/root/.cache/bytecode"


def main() -> None:
    """Copy and compile all that is in the folder."""
    # Without the settings that a builder may have: they could name a collector.
    clean = {name: it for name, it in os.environ.items() if name.startswith("PYTHON")}
    clean |= {"PYTHONPYCACHEPREFIX": BYTECODE}
    with subprocess.Popen(CLOSURE, env=clean) as closure:
        tree = Tree(ROOT)
        files = [path for path in Path.cwd().rglob("*") if path.is_file()]
        tree.add_all(files)
        compile_all(tree, filter(is_module, files))
        tree.finish(moment())
    if closure.returncode:
        raise SystemExit("could not list what the service imports: see above")


def is_module(path: Path) -> bool:
    """Say whether a file is imported; gunicorn reads its settings as a script."""
    return path.suffix == ".py" and "." not in path.stem


if __name__ == "__main__":
    main()
