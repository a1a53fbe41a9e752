"""What the generated code of one resource says about its attributes and blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from engine.providers.package import Source

CLASS: Final = re.compile(r"(?m)^class (\w+) extends ([\w.]+) \{$")
STRUCT: Final = re.compile(r"(?m)^function (\w+)ToHclTerraform\(")
END: Final = "\n}\n"
ENTRY: Final = re.compile(
    r'(?m)^ +"?([\w-]+)"?: \{\n +value: (.*),\n +isBlock: (?:true|false),\n'
    r' +type: "(\w+)",\n +storageClassType: "(\w+)",$'
)
# Written above each getter, from the schema itself.
FLAGS: Final = re.compile(
    r"(?m)^ +// ([\w-]+) - computed: (true|false), optional: (true|false), "
    r"required: (true|false)$"
)
GETTER: Final = re.compile(r"""this\.get(\w+)Attribute\(['"]([\w-]+)['"]\)""")
SET: Final = re.compile(r"""Fn\.tolist\(this\.get\w+Attribute\(['"]([\w-]+)['"]\)""")
FIELD: Final = re.compile(r'new ([\w.]+)\(this, "([\w-]+)"(?:, (true|false))?\)')
MAPPER: Final = re.compile(r"(?:list|hash)MapperHcl\([\w.]+, (true|false)\)")
TYPE: Final = re.compile(r'static tfResourceType = "([^"]+)"')
VERSION: Final = re.compile(r"providerVersion: '([^']+)'")
INTERFACE: Final = re.compile(
    r"(?ms)^export interface (\w+)(?: extends [\w.]+)? \{(.*?)^\}"
)
# The documentation names the attribute; what may be left out has a question mark.
MEMBER: Final = re.compile(r"(?m)#([\w-]+) [\w.]+#[\w-]+\}$|^    readonly \w+(\??):")
HCL: Final = "synthesizeHclAttributes() {"
METHOD_END: Final = "\n    }\n"
REFERENCE: Final = "OutputReference"
OWN: Final = "cdktn.Terraform"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may be written: how it is turned into HCL, and its shape."""

    name: str
    value: str
    kind: str
    storage: str

    @property
    def mapped(self) -> bool | None:
        """Say whether its items are blocks; None where it is no collection."""
        found = MAPPER.search(self.value)
        return None if found is None else found[1] == "true"


@dataclass(frozen=True, slots=True)
class Flags:
    """Who gives a value: the provider, the author if he likes, or he must."""

    computed: bool
    optional: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A member that is an object of another class; of a set where *is_set*."""

    of: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Class:
    """One class: what it extends, and what its members are.

    *getters* tell as what each simple attribute is read, *sets* which of those are
    sets, *fields* which attributes are objects of other classes.
    """

    base: str = ""
    flags: Mapping[str, Flags] = field(default_factory=dict)
    getters: Mapping[str, str] = field(default_factory=dict)
    sets: frozenset[str] = frozenset()
    fields: Mapping[str, Field] = field(default_factory=dict)

    @classmethod
    def read(cls, base: str, text: str) -> Self:
        """Read the body of a class."""
        getters = {name: kind for kind, name in GETTER.findall(text)}
        fields = {n: Field(of, word == "true") for of, n, word in FIELD.findall(text)}
        flags = {
            name: Flags(*(word == "true" for word in words))
            for name, *words in FLAGS.findall(text)
        }
        return cls(base, flags, getters, frozenset(SET.findall(text)), fields)


@dataclass(frozen=True, slots=True)
class Part:
    """A resource or a structure in it: what may be written, and the class to read."""

    written: Sequence[Entry]
    read: Class
    required: frozenset[str]

    def flags(self, name: str) -> Flags:
        """Return the flags of what may be written; of a provider none is read."""
        if found := self.read.flags.get(name):
            return found
        must = name in self.required
        return Flags(computed=False, optional=not must, required=must)


def entries(text: str) -> list[Entry]:
    """Return what the code that writes HCL can write."""
    return [Entry(*found) for found in ENTRY.findall(text)]


@dataclass(frozen=True, slots=True)
class Bindings:
    """The code of one resource: its top, its classes, and the structures in it.

    *structs* is what may be written in each structure, and *required* what must be.
    """

    type: str
    version: str | None
    base: str
    top: Part
    classes: Mapping[str, Class]
    structs: Mapping[str, Sequence[Entry]]
    required: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, source: Source) -> Self | None:
        """Read them; None for code of no resource."""
        named = TYPE.search(source.code)
        if named is None:
            return None
        version = VERSION.search(source.code)
        classes = _classes(source.code)
        required = _required(source.declarations)
        ((name, own),) = [c for c in classes.items() if c[1].base.startswith(OWN)]
        written = entries(source.code.partition(HCL)[2].partition(METHOD_END)[0])
        return cls(
            type=named[1],
            version=version[1] if version else None,
            base=own.base.removeprefix("cdktn."),
            top=Part(written, own, required.get(f"{name}Config", frozenset())),
            classes=classes,
            structs=_structs(source.code),
            required=required,
        )

    def part(self, name: str) -> Part:
        """Return a structure."""
        return Part(
            self.structs.get(name, ()),
            self.classes.get(f"{name}{REFERENCE}", Class()),
            self.required.get(name, frozenset()),
        )


def _classes(code: str) -> dict[str, Class]:
    found = list(CLASS.finditer(code))
    ends = [match.start() for match in found[1:]] + [len(code)]
    return {
        match[1]: Class.read(match[2], code[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    }


def _structs(code: str) -> dict[str, list[Entry]]:
    """Return the entries of each structure, by the structure's name."""
    return {
        f"{match[1][0].upper()}{match[1][1:]}": entries(
            code[match.end() : code.index(END, match.end())]
        )
        for match in STRUCT.finditer(code)
    }


def _required(declarations: str) -> dict[str, frozenset[str]]:
    """Return what a structure must hold: in the declarations it has no mark."""
    return {
        match[1]: frozenset(_members(match[2]))
        for match in INTERFACE.finditer(declarations)
    }


def _members(declared: str) -> Iterator[str]:
    documented = ""
    for name, mark in MEMBER.findall(declared):
        if name:
            documented = name
        elif not mark:
            yield documented
