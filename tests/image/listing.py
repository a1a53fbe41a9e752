"""Programs for a container with Python: they list and import what is installed."""

# The files of the standard library and of the environment, below their folders.
LIST = """
import json, sysconfig
from pathlib import Path

def below(top):
    return sorted(str(it.relative_to(top)) for it in top.rglob("*") if it.is_file())

print(json.dumps({
    "python": below(Path(sysconfig.get_path("stdlib"))),
    "dependencies": below(Path(sysconfig.get_path("purelib"))),
}))
"""
# Imports the modules that the first file names; writes what went wrong to the second.
IMPORT = """
import importlib, json, sys, warnings

warnings.simplefilter("ignore")
failed = {}
for name in json.load(open(sys.argv[1])):
    try:
        importlib.import_module(name)
    except (Exception, SystemExit) as error:
        failed[name] = repr(error)
json.dump(failed, open(sys.argv[2], "w"))
"""
SUFFIXES = (".py", ".pyc", ".so")


def modules(files: list[str]) -> set[str]:
    """Return the modules that files below the top of a library are."""
    names = (name.removeprefix("lib-dynload/") for name in files)
    importable = (
        it for it in names if it.endswith(SUFFIXES) and "-" not in it.split(".")[0]
    )
    return {module(name) for name in importable} - {""}


def module(file: str) -> str:
    """Return the name by which a file is imported."""
    return file.split(".")[0].removesuffix("/__init__").replace("/", ".")
