"""The functions that `dagger call` can call, read from the module's source."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.workflows.files import ROOT

MODULE = ROOT / "pipeline" / "src" / "pipeline"
MAIN = "Pipeline"


@dataclass(frozen=True, slots=True)
class Argument:
    """A flag: whether a call has to give it, and whether it needs no value."""

    required: bool
    boolean: bool


@dataclass(frozen=True, slots=True)
class Function:
    """What it takes, by flag, and the type of what it gives."""

    arguments: Mapping[str, Argument]
    gives: str


Functions = Mapping[str, Function]
PATH = {"path": Argument(required=True, boolean=False)}
# What of Dagger's own types is called at the end of a chain.
DAGGER: Mapping[str, Functions] = {
    "Directory": {"export": Function(PATH, "str")},
    "File": {"export": Function(PATH, "str"), "contents": Function({}, "str")},
}


def surface(module: Path = MODULE) -> Mapping[str, Functions]:
    """Return the functions of each type that a chain of calls may come to."""
    ours = {
        node.name: dict(functions(node, file))
        for file in sorted(module.rglob("*.py"))
        for node in parsed(file).body
        if isinstance(node, ast.ClassDef) and "object_type" in decorators(node)
    }
    return {**DAGGER, **ours}


@cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax of a file."""
    return ast.parse(file.read_text())


def decorators(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names of what decorates a class or a function."""
    return {
        ast.unparse(each.func if isinstance(each, ast.Call) else each)
        for each in node.decorator_list
    }


def functions(owner: ast.ClassDef, file: Path) -> Iterator[tuple[str, Function]]:
    """Yield the functions of a type, by the name that the command line has."""
    for node in owner.body:
        if not isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
            continue
        if "function" in decorators(node):
            gives = ast.unparse(node.returns) if node.returns else ""
            taken = Function(dict(arguments(node, file)), gives.rpartition(".")[2])
            yield flag(node.name), taken


def arguments(
    node: ast.AsyncFunctionDef | ast.FunctionDef, file: Path
) -> Iterator[tuple[str, Argument]]:
    """Yield what a function takes beside the object that it is called on."""
    taken = node.args.args[1:]
    first_default = len(taken) - len(node.args.defaults)
    for number, each in enumerate(taken):
        assert each.annotation is not None, f"{node.name}: {each.arg} has no type"
        kind = resolved(each.annotation, file)
        named = re.search(r"\bName\('([^']+)'\)", kind)
        required = number < first_default and "DefaultPath(" not in kind
        boolean = kind.removeprefix("Annotated[").startswith("bool")
        yield named[1] if named else flag(each.arg), Argument(required, boolean)


def resolved(annotation: ast.expr, file: Path) -> str:
    """Return an annotation, or what the name stands for that is one."""
    if isinstance(annotation, ast.Attribute):
        (module,) = imported(ast.unparse(annotation.value), file)
        return resolved(ast.Name(annotation.attr), source(module))
    if not isinstance(annotation, ast.Name):
        return ast.unparse(annotation)
    for node in parsed(file).body:
        if isinstance(node, ast.Assign) and names(node) == [annotation.id]:
            return resolved(node.value, file)
    for full in imported(annotation.id, file):
        module, _, name = full.rpartition(".")
        return resolved(ast.Name(name), source(module))
    return annotation.id


def imported(name: str, file: Path) -> list[str]:
    """Return where a name of ours comes from that a file imports, if it does."""
    return [
        f"{node.module}.{alias.name}"
        for node in parsed(file).body
        if isinstance(node, ast.ImportFrom)
        and str(node.module).partition(".")[0] == "pipeline"
        for alias in node.names
        if (alias.asname or alias.name) == name
    ]


def source(module: str) -> Path:
    """Return the file of a module of ours."""
    return MODULE.joinpath(*module.split(".")[1:]).with_suffix(".py")


def names(node: ast.Assign) -> list[str]:
    """Return the names that an assignment gives."""
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def flag(name: str) -> str:
    """Return a name as the command line has it; it sets digits apart."""
    apart = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", "-", name)
    return apart.replace("_", "-")
