"""Time a run on one, two and three real engines of this machine, cold and warm.

They share two cores here: what it shows is the price of spreading, and no gain.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.timing import ROOT, SETTINGS, run, timed
from engine.layout import Layout

COUNT = 3
# A red run is a whole run, too.
ENDS = (0, 3)


def main() -> None:
    """Start them, time each number of them, and remove them whatever happens."""
    built = Layout.of(dict(os.environ))
    if not (built.prefix / "assembled").is_dir():
        raise SystemExit("could not start engines: none is built; run 'make engine'")
    # Beside what is built: its files are linked, not copied.
    with TemporaryDirectory(dir=built.prefix.parent, prefix="engines-") as folder:
        layouts = [Layout(Path(folder) / str(number)) for number in range(COUNT)]
        try:
            for layout in layouts:
                begin(built, layout)
            for number in range(1, COUNT + 1):
                measure(built, layouts[:number], Path(folder))
        finally:
            for layout in layouts:
                engine(layout, "clean")


def begin(built: Layout, layout: Layout) -> None:
    """Start an engine of its own state from the parts that are built."""
    for name in ("parts", "registry"):
        source, place = built.prefix / name, layout.prefix / name
        shutil.copytree(source, place, copy_function=os.link, symlinks=True)
    engine(layout, "up")


def engine(layout: Layout, word: str) -> None:
    """Run `python3 -m engine ...` for one engine; its trouble ends the benchmark."""
    own = {"PIPELINE_ENGINE": "built", "PIPELINE_ENGINE_PREFIX": str(layout.prefix)}
    rest = {k: v for k, v in os.environ.items() if "DAGGER" not in k}
    argv = [sys.executable, "-m", "engine", word]
    subprocess.run(argv, cwd=ROOT, env={**rest, **SETTINGS, **own}, check=True)


def measure(built: Layout, layouts: Sequence[Layout], folder: Path) -> None:
    """Time a run after which the next one finds all, then that one."""
    named = "\n".join(f'e{n} = "{each.address}"' for n, each in enumerate(layouts))
    settings = folder / f"{len(layouts)}.toml"
    settings.write_text(f"[tool.pipeline.engines]\n{named}\n")
    options = (f"--settings={settings}", f"--dagger={built.cli}")
    command = (sys.executable, "-m", "spread", *options)
    for name in ("first", "again"):
        text = f"{len(layouts)} engines, {name}"
        print(timed(text, 1, lambda: run(command, ok=ENDS)), flush=True)


if __name__ == "__main__":
    main()
