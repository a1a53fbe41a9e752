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
from types import CodeType
from wsgiref.util import setup_testing_defaults

from image import MODULES

# What is loaded only where a setting names it, or by its name.
BY_NAME = (
    *("gunicorn.app.wsgiapp", "gunicorn.glogging", "gunicorn.workers.gthread"),
    *("sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql.psycopg"),
    *("alembic.ddl.postgresql", "netrc", "psycopg.types.hstore"),
)
# What is not imported but run, and would do so here.
RUN = ("flask.__main__",)
MIGRATIONS = "app.store.migrations"
LIBRARIES = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))


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


if __name__ == "__main__":
    sources = (file for file in imported() if file.endswith(".py"))
    kept = sorted(file for file in sources if file.startswith(LIBRARIES))
    MODULES.write_text("".join(f"{file}\n" for file in kept))
