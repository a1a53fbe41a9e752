"""List the files of libraries that the service imports, found by importing them.

Usage, in the service's folder: python -m image.closure
"""

import importlib.util
import os
import pkgutil
import sys
import sysconfig
import tempfile
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
)
from pathlib import Path
from types import CodeType
from wsgiref.util import setup_testing_defaults

from image import LIBRARIES, MODULES
from image.reach import Libraries

# What is loaded only where a setting names it, or by its name.
BY_NAME = (
    *("gunicorn.app.wsgiapp", "gunicorn.glogging", "gunicorn.workers.gthread"),
    *("sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg"),
    *("alembic.ddl.postgresql", "psycopg.types.hstore"),
    # Of all encodings, what texts of the web and of databases come in.
    *("encodings.ascii", "encodings.cp1252", "encodings.idna", "encodings.iso8859_1"),
    *("encodings.iso8859_15", "encodings.latin_1", "encodings.unicode_escape"),
    *("encodings.utf_16", "encodings.utf_32", "encodings.utf_8", "encodings.utf_8_sig"),
)
# What is not imported but run, and would do so here.
RUN = ("flask.__main__",)
# What Python does without, see image.reach; an installer's patch of the build.
LEFT_OUT = ("_hashlib.", "_virtualenv.")
MIGRATIONS = "app.store.migrations"


class Listing(SourceFileLoader):
    """Loads modules as ever, and lists the files that it was asked for."""

    files: set[str] = set()

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of a module, which may well fail when it runs."""
        self.files.add(self.path)
        return super().get_code(fullname)


def imported() -> set[str]:
    """Import all of it, and return the files that this took."""
    loaders = (ExtensionFileLoader, EXTENSION_SUFFIXES), (Listing, SOURCE_SUFFIXES)
    sys.path_hooks.insert(0, FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()
    for name in (*BY_NAME, *modules()):
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/ledger.db"
        use()
    # The interpreter had imported some before.
    specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    specs += [importlib.util.find_spec(name) for name in RUN]
    return Listing.files | {str(spec.origin) for spec in specs if spec}


def modules() -> list[str]:
    """List the modules of the service but the migrations, which are run instead."""
    import app

    walked = pkgutil.walk_packages(app.__path__, "app.")
    return [it.name for it in walked if not it.name.startswith(MIGRATIONS)]


def use() -> None:
    """Migrate a database, ask for a page, trace: some is imported no sooner."""
    from flask import Flask

    from app.observe import tracing
    from app.services import KEY
    from app.store.schema import upgrade
    from app.wsgi import application

    service = application()
    upgrade(service.extensions[KEY].ledger.engine)
    for path in ("/", "/readyz"):
        environ: dict[str, object] = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        list(service(environ, lambda *_: lambda _: None))
    end = tracing.install(Flask(__name__), "http://127.0.0.1:9")
    end()
    # They are in a module that is called after the machine.
    sysconfig.get_config_vars()


def main() -> None:
    """Write down what is in the libraries."""
    files = {Path(file) for file in imported()}
    # What the service imports in functions that did not run here.
    for source in Path.cwd().rglob("*.py"):
        files.update(Libraries(LIBRARIES).imported(source))
    kept = sorted(file for file in files if is_known(file))
    MODULES.write_text("".join(f"{file}\n" for file in kept))


def is_known(file: Path) -> bool:
    """Say whether a file is of a library, and wanted in the image."""
    below = any(file.is_relative_to(folder) for folder in LIBRARIES)
    return below and not file.name.startswith(LEFT_OUT)


if __name__ == "__main__":
    main()
