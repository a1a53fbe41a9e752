"""A made-up package of bindings, as CDK Terrain would generate it."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

VERSION = "1.2.3"
HEAD = """\
class {name} extends cdktn.{base} {{
    static tfResourceType = "{type}";
    constructor(scope, id, config) {{
        super(scope, id, {{
            terraformGeneratorMetadata: {{
                providerName: 'shop',
                providerVersion: '{version}',
            }},
        }});
    }}
"""
MEMBER = """\
    // {name} - computed: {computed}, optional: {optional}, required: {required}
    get it() {{
        return {read};
    }}
"""
WRITTEN = """\
    synthesizeHclAttributes() {
        const attrs = {
"""
ENTRY = """\
            {name}: {{
                value: {value},
                isBlock: true,
                type: "{kind}",
                storageClassType: "{storage}",
            }},
"""
END = """\
        };
    }
}
"""
STRUCT = """\
function {name}ToHclTerraform(struct) {{
    const attrs = {{
"""
STRUCT_END = """\
    };
}
"""
SIMPLE = {
    "string": ("simple", "String"),
    "number": ("simple", "Number"),
    "boolean": ("simple", "Boolean"),
    "stringList": ("list", "List"),
    "stringMap": ("map", "StringMap"),
}


def member(name: str, read: str, *, computed: bool = False, must: bool = False) -> str:
    """Return a member that is read; one without *must* may be left out."""
    words = {
        "computed": str(computed).lower(),
        "optional": str(not must).lower(),
        "required": str(must).lower(),
    }
    return MEMBER.format(name=name, read=read, **words)


def simple(
    name: str, storage: str, *, computed: bool = False, must: bool = False
) -> str:
    """Return a member that is read as a plain value."""
    read = f"this.get{SIMPLE[storage][1]}Attribute('{name}')"
    return member(name, read, computed=computed, must=must)


def entry(name: str, storage: str, kind: str = "", value: str = "x(this._it)") -> str:
    """Return what writes a member."""
    kind = kind or SIMPLE[storage][0]
    return ENTRY.format(name=name, value=value, kind=kind, storage=storage)


def resource(
    name: str, members: str, written: str, base: str = "TerraformResource"
) -> str:
    """Return the class of a resource shop_NAME."""
    head = HEAD.format(
        name=name.title(), base=base, type=f"shop_{name}", version=VERSION
    )
    return "".join((head, members, WRITTEN, written, END))


def structure(name: str, members: str, written: str) -> str:
    """Return the code of a structure in a resource."""
    reader = (
        f"class {name}OutputReference extends cdktn.ComplexObject {{\n{members}}}\n"
    )
    function = STRUCT.format(name=name[0].lower() + name[1:])
    return "".join((function, written, STRUCT_END, reader))


def wheel(path: Path, files: Mapping[str, str]) -> Path:
    """Pack files of package/lib as a wheel holds them."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(f"package/lib/{name}")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr(
            "cdktn_provider_shop/_jsii/provider-shop.jsii.tgz", packed.getvalue()
        )
    return path
