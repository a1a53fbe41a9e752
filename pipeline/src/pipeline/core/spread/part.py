"""Read and write the results of one call as a file."""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from types import NoneType
from typing import Final, Self

from pipeline.core.errors import PartError
from pipeline.core.findings import Finding, Severity
from pipeline.core.verdict import Leg, Run, Verdict

VERSION: Final = 1
LEG: Final = {
    "stage": str,
    "name": str,
    "verdict": Verdict,
    "tools": list,
    "findings": list,
    "reason": str,
    "started": float,
    "seconds": float,
    "log": str,
    "files": dict,
    "artifacts": dict,
    "required": bool,
    "advisory": bool,
    "waits_for": str,
    "looked_at": dict,
    "left_out": list,
}
FINDING: Final = {
    "tool": str,
    "rule": str,
    "message": str,
    "severity": Severity,
    "path": (str, NoneType),
    "line": (int, NoneType),
    "column": (int, NoneType),
    "blocks": bool,
    "aliases": list,
}


@dataclass(frozen=True, slots=True)
class Table:
    """An object of a part, and where it stands. What is not as expected raises."""

    where: str
    value: Mapping[str, object]

    @classmethod
    def of(cls, value: object, where: str, names: Mapping[str, object]) -> Self:
        """Take an object that has exactly these members."""
        if not isinstance(value, dict) or set(value) != set(names):
            raise wrong(where, f"is no object with {', '.join(names)}")
        return cls(where, value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings."""
        items = self.value[name]
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            raise wrong(f"{self.where}.{name}", "is no list of strings")
        return tuple(items)

    def mapping(self, name: str) -> dict[str, str]:
        """Return an object whose members are strings."""
        found = self.value[name]
        if not isinstance(found, dict):
            raise wrong(f"{self.where}.{name}", "is no object")
        if not all(isinstance(text, str) for text in found.values()):
            raise wrong(f"{self.where}.{name}", "has what is no string")
        return found

    def numbers(self, name: str) -> dict[str, int]:
        """Return an object whose members are whole numbers."""
        found = self.value[name]
        if not isinstance(found, dict):
            raise wrong(f"{self.where}.{name}", "is no object")
        if not all(type(number) is int for number in found.values()):
            raise wrong(f"{self.where}.{name}", "has what is no whole number")
        return found

    def items(self, name: str) -> list[object]:
        """Return a list."""
        found = self.value[name]
        if not isinstance(found, list):
            raise wrong(f"{self.where}.{name}", "is no list")
        return found

    def plain(self, names: Mapping[str, object]) -> dict[str, object]:
        """Return the members that are strings, numbers, truths, or words of an enum."""
        return {
            name: self._plain(name, kind)
            for name, kind in names.items()
            if kind not in (list, dict)
        }

    def _plain(self, name: str, kind: object) -> object:
        value = self.value[name]
        if isinstance(kind, type) and issubclass(kind, Enum):
            words = {str(each.value): each for each in kind}
            if isinstance(value, str) and value in words:
                return words[value]
        # For Python true is a number.
        elif (
            kind is float
            and isinstance(value, int | float)
            and not isinstance(value, bool)
        ):
            return float(value)
        elif type(value) in (kind if isinstance(kind, tuple) else (kind,)):
            return value
        raise wrong(f"{self.where}.{name}", f"is {value!r}"[:100])


def wrong(where: str, cause: str) -> PartError:
    """Return the error that a part cannot be used."""
    return PartError(
        f"could not read a part of the run: '{where}' {cause};"
        " let all engines and this program have the same version"
    )


def written(run: Run) -> str:
    """Return the text of a part."""
    legs = [_leg(leg) for leg in run.legs]
    document = {"partVersion": VERSION, "legs": legs, "errors": dict(run.errors)}
    return json.dumps(document, sort_keys=True) + "\n"


def _leg(leg: Leg) -> dict[str, object]:
    plain = {name: getattr(leg, name) for name in LEG}
    coded = {path: b64encode(it).decode() for path, it in leg.artifacts.items()}
    return plain | {
        "verdict": leg.verdict.value,
        "tools": list(leg.tools),
        "findings": [_finding(finding) for finding in leg.findings],
        "files": dict(leg.files),
        "looked_at": dict(leg.looked_at),
        "left_out": list(leg.left_out),
        "artifacts": coded,
    }


def _finding(finding: Finding) -> dict[str, object]:
    plain = {name: getattr(finding, name) for name in FINDING}
    aliases = list(finding.aliases)
    return plain | {"severity": finding.severity.value, "aliases": aliases}


def parse(text: str) -> Run:
    """Read a part; PartError for whatever is not as it was written."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong("$", f"is no JSON ({error})") from error
    names = ("partVersion", "legs", "errors")
    document = Table.of(value, "$", dict.fromkeys(names))
    version = document.value["partVersion"]
    # For Python true is 1.
    if type(version) is not int or version != VERSION:
        raise wrong("$.partVersion", f"is {version!r}")
    legs = enumerate(document.items("legs"))
    return Run(
        tuple(_read_leg(leg, f"$.legs[{n}]") for n, leg in legs),
        document.mapping("errors"),
    )


def _read_leg(value: object, where: str) -> Leg:
    table = Table.of(value, where, LEG)
    found = enumerate(table.items("findings"))
    findings = (_read_finding(each, f"{where}.findings[{n}]") for n, each in found)
    plain = table.plain(LEG)
    return Leg(
        **plain,  # type: ignore[arg-type]  # LEG says which types they have
        tools=table.texts("tools"),
        findings=tuple(findings),
        files=table.mapping("files"),
        artifacts=_decoded(table.mapping("artifacts"), f"{where}.artifacts"),
        looked_at=table.numbers("looked_at"),
        left_out=table.texts("left_out"),
    )


def _read_finding(value: object, where: str) -> Finding:
    table = Table.of(value, where, FINDING)
    plain = table.plain(FINDING)
    return Finding(
        **plain,  # type: ignore[arg-type]  # FINDING says which types they have
        aliases=table.texts("aliases"),
    )


def _decoded(texts: Mapping[str, str], where: str) -> dict[str, bytes]:
    try:
        return {path: b64decode(it, validate=True) for path, it in texts.items()}
    except (Error, ValueError) as error:
        raise wrong(where, f"is no base64 ({error})") from error


assert set(LEG) == {field.name for field in fields(Leg)}
assert set(FINDING) == {field.name for field in fields(Finding)}
