"""Decorators of dagger-io 0.19.10, which leaves some of their types out.

`function` has no `cache` in its overloads, `check` returns a union, and what
`object_type` does to a class is lost where the package names a method of an object.
"""

from collections.abc import Callable
from typing import TypeVar, dataclass_transform, overload

from dagger.mod._arguments import DefaultPath, Ignore, Name
from typing_extensions import Doc

__all__ = [
    "DefaultPath",
    "Doc",
    "Ignore",
    "Name",
    "check",
    "function",
    "object_type",
]

_Function = TypeVar("_Function", bound=Callable[..., object])
_Class = TypeVar("_Class", bound=type)

def check(func: _Function) -> _Function: ...
@overload
def function(func: _Function) -> _Function: ...
@overload
def function(*, cache: str | None = None) -> Callable[[_Function], _Function]: ...
@dataclass_transform(kw_only_default=True)
def object_type(cls: _Class) -> _Class: ...
