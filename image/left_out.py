"""List what the image leaves out of Python, of the dependencies and of Debian, and why.

All else is whole. A name, or a pattern of names, is a module, a package or a suffix.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

PYTHON = {
    "Python's own tests": "_ctypes_test _test* _xxtestfuzz test xxlimited* xxsubtype",
    "installs packages": "ensurepip site-packages",
    "draws windows": "_tkinter idlelib tkinter turtle turtledemo",
    "draws in terminals: not every base image has its library": "_curses* curses",
    "databases in a file: the same": "_dbm _gdbm dbm.gnu dbm.ndbm",
    "texts of the interactive help": "pydoc_data",
    "converts Python 2, deprecated": "lib2to3",
    "users from a network (NIS), deprecated, with a library of its own": "nis",
    "is for Windows": "asyncio.windows_* encodings.mbcs encodings.oem"
    " multiprocessing.popen_spawn_win32",
    "links programs to Python": "config-*",
    "bytecode beside sources: here it takes their place": "__pycache__ *.__pycache__",
}
DEPENDENCIES = {
    "tests of the library": "alembic.testing mako.testing sqlalchemy.testing"
    " sqlalchemy.dialects.*.provision",
    "databases without a driver here": "sqlalchemy.dialects.mssql"
    " sqlalchemy.dialects.mysql sqlalchemy.dialects.oracle",
    "begins a repository: `alembic init` is run in a clone": "alembic.templates",
    "is for compilers and type checkers": "*.c *.h *.pxd *.pyi *.pyx",
    "is for Windows": "click._winconsole",
    "runs in a browser": "urllib3.contrib.emscripten",
    "looks for a libpq of the system": "psycopg.pq._pq_ctypes psycopg.pq.pq_ctypes",
    "needs aiohttp, django, twisted": "prometheus_client.aiohttp"
    " prometheus_client.django prometheus_client.twisted structlog.twisted",
    "needs babel, lingua, pygments": "mako.ext.*plugin",
    "needs cryptography": "redis.ocsp urllib3.contrib.pyopenssl",
    "needs dnspython, shapely": "psycopg._dns psycopg.types.shapely",
    "needs gevent, paste, tornado": "gunicorn.app.pasterapp gunicorn.workers.ggevent"
    " gunicorn.workers.gtornado",
    "needs greenlet": "sqlalchemy.ext.asyncio structlog._greenlets",
    "needs h2, pysocks": "urllib3.contrib.socks urllib3.http2.connection",
    "needs pybreaker": "redis.asyncio.multidb redis.multidb",
}
TIME_ZONES = {"all zones again, with leap seconds and without": "posix right"}


def is_kept(name: str, left_out: dict[str, str]) -> bool:
    """Say whether a file is in the image; it is named from the top of its library."""
    dotted = name.removeprefix("lib-dynload/").replace("/", ".")
    names = " ".join(left_out.values()).split()
    return not any(fnmatch(f"{dotted}.", f"{it}.*") for it in names)


def kept(top: Path, left_out: dict[str, str]) -> Iterator[Path]:
    """List the files below the top of a library that are in the image."""
    for path in top.rglob("*"):
        if path.is_file() and is_kept(str(path.relative_to(top)), left_out):
            yield path
