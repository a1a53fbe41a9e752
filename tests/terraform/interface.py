"""Read what modules of a part have in common: terraform/modules/PART/interface.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

CLOUDS: Final = ("aws", "gcp", "azure")
FILE: Final = "interface.toml"

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable; *default* is HCL, and None where it is required."""

    name: str
    type: str
    meaning: str
    default: str | None
    free: bool
    clouds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """An output."""

    name: str
    meaning: str
    sensitive: bool
    clouds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interface:
    """What all modules of a part share, and what a cloud has beside it, with why."""

    part: str
    variables: tuple[Variable, ...]
    outputs: tuple[Output, ...]
    extra: Mapping[str, Mapping[str, Mapping[str, str]]]

    @classmethod
    def read(cls, part: Path) -> Self:
        """Read a part's file, with what it takes of the file of all parts."""
        shared = tomllib.loads((part.parent / FILE).read_text())["variables"]
        table = tomllib.loads((part / FILE).read_text())
        common = {name: shared[name] for name in table.get("common", ())}
        variables = {**common, **table.get("variables", {})}
        return cls(
            part.name,
            tuple(_variable(name, each) for name, each in variables.items()),
            tuple(_output(name, each) for name, each in table["outputs"].items()),
            {
                cloud: {
                    kind: {name: each["why"] for name, each in entries.items()}
                    for kind, entries in kinds.items()
                }
                for cloud, kinds in table.get("extra", {}).items()
            },
        )

    def variables_of(self, cloud: str) -> dict[str, Variable]:
        """Return the shared variables that a cloud's module has."""
        return {each.name: each for each in self.variables if cloud in each.clouds}

    def outputs_of(self, cloud: str) -> dict[str, Output]:
        """Return the shared outputs that a cloud's module has."""
        return {each.name: each for each in self.outputs if cloud in each.clouds}

    def extra_of(self, cloud: str, kind: str) -> Mapping[str, str]:
        """Return what a cloud's module has beside them, each with why."""
        return self.extra.get(cloud, {}).get(kind, {})


def _variable(name: str, table: Table) -> Variable:
    return Variable(
        name,
        table["type"],
        table["meaning"],
        table.get("default"),
        "free" in table,
        _clouds(table),
    )


def _output(name: str, table: Table) -> Output:
    return Output(name, table["meaning"], table.get("sensitive", False), _clouds(table))


def _clouds(table: Table) -> tuple[str, ...]:
    # A part without a cloud has one module, whose cloud is the empty word.
    return tuple(table.get("clouds", (*CLOUDS, "")))
