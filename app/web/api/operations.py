"""Say beside a view what it takes and answers, for the OpenAPI document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from app.domain.fields import Readers, Schema

V = TypeVar("V", bound=Callable[..., object])
ATTRIBUTE = "openapi_operation"


class Security(Enum):
    """Who may call an operation."""

    EVERYBODY = "everybody"
    REPORTER = "reporter"
    ARGOCD = "argocd"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a view takes and answers."""

    answers: Mapping[int, Schema | None]
    problems: tuple[int, ...] = ()
    query: Readers = field(default_factory=dict)
    headers: Readers = field(default_factory=dict)
    body: Schema | None = None
    security: Security = Security.EVERYBODY


def describe(operation: Operation) -> Callable[[V], V]:
    """Attach a description to a view."""

    def attach(view: V) -> V:
        setattr(view, ATTRIBUTE, operation)
        return view

    return attach
