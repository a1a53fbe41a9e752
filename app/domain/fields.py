"""Make a value out of raw fields, or name every field that is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R", covariant=True)
Schema = Mapping[str, object]
# What a reader gets for a field that is not there; one that is null gives None.
MISSING = object()


class Refused(ValueError):
    """The rule that a raw value breaks, worded as `must ...`."""


@dataclass(frozen=True, slots=True)
class Reader(Generic[R]):
    """How one raw value becomes a typed one, and the JSON Schema of the raw one."""

    read: Callable[[object], R]
    schema: Schema
    required: bool = True

    def __call__(self, raw: object) -> R:
        """Read a raw value, or MISSING; Refused says the rule."""
        return self.read(raw)


Readers = Mapping[str, Reader[object]]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One field that was refused, and the rule it broke."""

    field: str
    rule: str


class InvalidFields(ValueError):
    """Every complaint about one set of fields."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("; ".join(f"{each.field} {each.rule}" for each in complaints))
        self.complaints = complaints


def build(make: Callable[..., T], readers: Readers, raw: Mapping[str, object]) -> T:
    """Read each field with its reader and pass them all to make."""
    values: dict[str, object] = {}
    complaints = unknown(readers, raw)
    for name, read in readers.items():
        try:
            values[name] = read(raw.get(name, MISSING))
        except Refused as refusal:
            complaints.append(Complaint(name, str(refusal)))
    if complaints:
        raise InvalidFields(tuple(complaints))
    return make(**values)


def unknown(readers: Readers, raw: Mapping[str, object]) -> list[Complaint]:
    """Complain about fields that nobody reads, so that no typo is ignored."""
    rule = f"must not be given: the fields are {', '.join(readers)}"
    return [Complaint(name, rule) for name in raw if name not in readers]
