"""Serve one call of a module's function: what a function's container runs.

Every call starts this interpreter anew, so what it costs to start is paid on
each call. The SDK is left as published; three of its costs are avoided here.
"""

import functools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Spans and log records of this process would go to the engine, which already
# traces every call; building the exporters costs more than most calls.
os.environ.setdefault("OTEL_SDK_DISABLED", "true")

SCHEMA = Path("/schema.json")


def undecorated(*_args: object, **_options: object) -> Callable[[Any], Any]:
    """Stand for a configured `beartype`: hand the function back as it is.

    Decorating the 1,500 generated methods takes longer than all the other
    imports together; the engine checks the same arguments again.
    """
    return lambda function: function


def with_known_schema(client: type[Any]) -> Callable[..., Any]:
    """Give the GraphQL client the schema that the module was built with.

    The same schema would else be asked of the engine at each start.
    """
    from graphql import build_client_schema

    schema = build_client_schema(json.loads(SCHEMA.read_text()))
    return functools.partial(_connect, client, schema)


def _connect(client: type[Any], schema: Any, **options: Any) -> Any:
    options["fetch_schema_from_transport"] = False
    return client(schema=schema, **options)


def serve() -> int | None:
    """Import the SDK and answer the call that the environment names."""
    import beartype

    decorate, beartype.beartype = beartype.beartype, undecorated
    from dagger.client import _session
    from dagger.mod.cli import app

    # A module may use beartype for its own functions.
    beartype.beartype = decorate
    if SCHEMA.exists():
        _session.GraphQLClient = with_known_schema(_session.GraphQLClient)
    return app(None, "--register" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(serve())
