"""Extract the service's routes from its source."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

METHODS: Final = frozenset(
    ("route", "get", "post", "put", "patch", "delete", "add_url_rule")
)


@dataclass(frozen=True, slots=True)
class Module:
    """What a module says: its texts by name, its blueprints, and its routes."""

    texts: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    routes: list[tuple[str, str]] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)


def routes(sources: Mapping[str, str]) -> frozenset[str]:
    """Find the routes in Python sources, by file name.

    A blueprint may be registered with a prefix far from its routes. Each route is
    taken with each of those, so that none is missed; what is put together at run time
    is not seen.
    """
    modules = [_read(text) for text in sources.values()]
    outer = [prefix for module in modules for prefix in module.registered]
    found = set()
    for module in modules:
        for owner, route in module.routes:
            # The prefix of a registration replaces the blueprint's own.
            for prefix in (module.prefixes.get(owner, ""), *outer):
                found.add(f"{prefix}{route}")
    return frozenset(found)


def _read(text: str) -> Module:
    module = Module()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        # Other gates say so.
        return module
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            _assigned(module, node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            _called(module, node)
    return module


def _assigned(module: Module, node: ast.Assign) -> None:
    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        module.texts.update(dict.fromkeys(names, node.value.value))
    if isinstance(node.value, ast.Call):
        for prefix in _prefix(module, node.value):
            module.prefixes.update(dict.fromkeys(names, prefix))


def _prefix(module: Module, call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg == "url_prefix":
            yield from _text(module, keyword.value)


def _called(module: Module, call: ast.Call) -> None:
    if not isinstance(call.func, ast.Attribute):
        return
    if call.func.attr == "register_blueprint":
        module.registered.extend(_prefix(module, call))
    if call.func.attr in METHODS and call.args:
        owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        for route in _text(module, call.args[0]):
            # Many other things have a method that is called get.
            if route.startswith("/") or (not route and owner in module.prefixes):
                module.routes.append((owner, route))


def _text(module: Module, node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.Name) and node.id in module.texts:
        yield module.texts[node.id]
