"""The bindings of one provider, as they lie in a wheel of CDK Terrain."""

import re
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import EngineError

# Large resources keep their structures in files beside their own.
FILE: Final = re.compile(r"package/lib/([^/]+)/index(?:-structs/[^/]+)?(\.js|\.d\.ts)")


@dataclass(frozen=True, slots=True)
class Source:
    """The generated code of one resource, and the declarations that go with it."""

    code: str
    declarations: str


def sources(wheel: Path) -> list[Source]:
    """Return what a wheel holds of each resource, in the order of their names."""
    found: dict[str, dict[str, list[str]]] = {}
    with zipfile.ZipFile(wheel) as archive:
        with archive.open(_inner(archive, wheel)) as file:
            with tarfile.open(fileobj=file, mode="r|gz") as inner:
                for entry in inner:
                    matched = FILE.fullmatch(entry.name)
                    content = inner.extractfile(entry) if matched else None
                    if matched and content:
                        files = found.setdefault(matched[1], {".js": [], ".d.ts": []})
                        files[matched[2]].append(without_map(content.read().decode()))
    return [
        Source("\n".join(files[".js"]), "\n".join(files[".d.ts"]))
        for _, files in sorted(found.items())
    ]


def _inner(archive: zipfile.ZipFile, wheel: Path) -> str:
    """Name the archive within the archive: that of the generated code."""
    names = [name for name in archive.namelist() if name.endswith(".tgz")]
    if len(names) != 1:
        raise EngineError(
            f"could not read '{wheel.name}': it holds {len(names)} archives of "
            "generated code; pin a wheel cdktn-provider-* in providers.toml"
        )
    return names[0]


def without_map(code: str) -> str:
    """Leave out the map to where it was generated from: most of the file."""
    return code.partition("\n//# sourceMappingURL=")[0]
