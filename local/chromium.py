"""Chromium without a window, for Playwright to drive."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from engine.layout import Layout
from local.debian import Executable, Program, unpacked

INSTALLED = ("chromium-headless-shell", "chromium", "google-chrome")
HEADLESS = Program(
    "chromium-headless-shell",
    # A page without a font has no text: what is measured on it would be wrong.
    ("chromium-headless-shell", "fonts-dejavu-core", "fontconfig-config"),
    "usr/lib/chromium/chromium-headless-shell",
    about=60,
)
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {folders}
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <alias binding="same">
    <family>system-ui</family>
    <prefer><family>DejaVu Sans</family></prefer>
  </alias>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def executable() -> Executable:
    """Return the program and its environment; Missing where it is not to be had.

    Playwright takes them as *executable_path* and *env*; root has to pass
    `--no-sandbox` too.
    """
    for name in INSTALLED:
        if found := shutil.which(name):
            return Executable(Path(found), dict(os.environ))
    layout = Layout.of(dict(os.environ))
    shell = unpacked(HEADLESS, layout)
    fonts = _fonts(layout.cache / "fonts", shell.path.parents[3])
    return Executable(shell.path, {**shell.env, "FONTCONFIG_FILE": str(fonts)})


def _fonts(cache: Path, part: Path) -> Path:
    """Write where fonts lie: those of the part, and those of the machine."""
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / "fonts.conf"
    file.write_text(
        configuration((part / "usr/share/fonts", "/usr/share/fonts"), cache)
    )
    return file


def configuration(folders: Iterable[Path | str], cache: Path) -> str:
    """Word a configuration of fontconfig."""
    listed = "".join(f"<dir>{folder}</dir>" for folder in folders)
    return FONTS.format(folders=listed, cache=cache)
