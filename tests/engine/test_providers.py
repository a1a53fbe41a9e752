"""Is a provider's schema what the code that was generated from it says?"""

import json
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EngineError
from engine.layout import Layout
from engine.parts import opentofu
from engine.providers.package import Source, sources, without_map
from engine.providers.schema import Schemas, schemas
from engine.standins import images
from engine.steps import folder
from tests.engine import bindings
from tests.engine.bindings import entry, member, resource, simple, structure
from tests.engines import ROOT

Json = Any
# How the items of a block of structures are written.
LINES = "cdktn.listMapperHcl(orderLineToHclTerraform, true)(this._line.internalValue)"
RULES = "cdktn.listMapperHcl(orderRuleToHclTerraform, true)(this._rule.internalValue)"
DATA = Path(__file__).parent / "data"


def read(*code: str, declarations: str = "") -> Schemas:
    """Read a package of one resource; its structures may lie in other files."""
    return schemas([Source("\n".join(code), declarations)])


def block(*code: str, declarations: str = "") -> Json:
    """Return the block of the resource shop_order."""
    found = read(*code, declarations=declarations)
    return found.types["resource_schemas"]["shop_order"]["block"]


def test_attributes_have_their_types_and_who_gives_them() -> None:
    """What is only read is there, too."""
    members = (
        simple("name", "string", must=True),
        simple("count", "number"),
        simple("zone", "string", computed=True),
        simple("labels", "stringMap"),
        simple("arn", "string", computed=True),
    )
    written = (
        entry("name", "string"),
        entry("count", "number"),
        entry("zone", "string"),
        entry("labels", "stringMap"),
    )
    found = block(resource("order", "".join(members), "".join(written)))
    assert {
        "name": {"type": "string", "required": True},
        "count": {"type": "number", "optional": True},
        "zone": {"type": "string", "optional": True, "computed": True},
        "labels": {"type": ["map", "string"], "optional": True},
        "arn": {"type": "string", "computed": True},
    } == found["attributes"]


def test_a_set_is_no_list() -> None:
    """Both as it is written and as it is read."""
    reader = "cdktn.Fn.tolist(this.getListAttribute('tags'))"
    only_read = "cdktn.Fn.tolist(this.getNumberListAttribute('ports'))"
    members = member("tags", reader) + member("ports", only_read, computed=True)
    found = block(resource("order", members, entry("tags", "stringList", "set")))
    kinds = {name: it["type"] for name, it in found["attributes"].items()}
    assert {"tags": ["set", "string"], "ports": ["set", "number"]} == kinds


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param(
            LINES,
            "list",
            {"nesting_mode": "list"},
            id="many",
        ),
        pytest.param(
            "orderLineToHclTerraform(this._line.internalValue)",
            "list",
            {"nesting_mode": "list", "max_items": 1},
            id="one",
        ),
        pytest.param(
            LINES,
            "set",
            {"nesting_mode": "set"},
            id="a set",
        ),
    ],
)
def test_a_block_may_stand_once_or_often(
    value: str, kind: str, expected: dict[str, object]
) -> None:
    """A second one where one is allowed is an error."""
    line = structure(
        "OrderLine", simple("price", "number", must=True), entry("price", "number")
    )
    members = member("line", "this._line")
    found = block(
        resource("order", members, entry("line", "OrderLineList", kind, value)), line
    )
    (inner,) = [found["block_types"]["line"].pop("block")]
    assert expected == found["block_types"]["line"]
    assert {"price": {"type": "number", "required": True}} == inner["attributes"]


def test_a_block_that_must_be_there_is_asked_for() -> None:
    """At least once."""
    value = LINES
    written = entry("line", "OrderLineList", "list", value)
    members = member("line", "this._line", must=True)
    found = block(resource("order", members, written), structure("OrderLine", "", ""))
    assert 1 == found["block_types"]["line"]["min_items"]


def test_a_structure_is_an_attribute_unless_it_says_how_long_to_wait() -> None:
    """It is written with an equals sign; timeouts are a block everywhere."""
    parts = [
        structure(f"Order{name}", simple("size", "string"), entry("size", "string"))
        for name in ("Box", "Timeouts")
    ]
    written = entry("box", "OrderBox", "struct") + entry(
        "timeouts", "OrderTimeouts", "struct"
    )
    found = block(resource("order", "", written), *parts)
    box = found["attributes"]["box"]
    assert "single" == box["nested_type"]["nesting_mode"]
    assert {"size"} == set(box["nested_type"]["attributes"])
    assert "single" == found["block_types"]["timeouts"]["nesting_mode"]


def test_what_is_in_no_state_goes_by_its_name() -> None:
    """The number beside it tells of a new one; a name alone tells nothing."""
    written = "".join(
        (
            entry("key_wo", "string"),
            entry("key_wo_version", "number"),
            entry("two_wo", "string"),
        )
    )
    found = block(resource("order", "", written))["attributes"]
    assert found["key_wo"]["write_only"]
    assert "write_only" not in found["two_wo"]


def test_a_read_structure_is_an_object() -> None:
    """With the types of all that is in it."""
    part = structure("OrderState", simple("at", "string", computed=True), "")
    members = member("state", 'new OrderStateList(this, "state", false)')
    found = block(resource("order", members, ""), part)
    kind = ["list", ["object", {"at": "string"}]]
    assert {"state": {"type": kind, "computed": True}} == found["attributes"]


def test_a_structure_within_itself_ends() -> None:
    """Some are written so that they could be nested without end."""
    value = RULES
    rule = entry("rule", "OrderRuleList", "list", value)
    found = block(resource("order", "", rule), structure("OrderRule", "", rule))
    assert {} == found["block_types"]["rule"]["block"]["block_types"]["rule"]["block"]


def test_no_set_of_blocks_holds_just_anything() -> None:
    """No schema may: the type is left out, and named."""
    value = RULES
    rule = structure("OrderRule", "", entry("then", "any", "simple"))
    code = resource("order", "", entry("rule", "OrderRuleList", "set", value))
    found = read(code, rule)
    assert ("shop_order",) == found.left_out
    assert {} == found.types["resource_schemas"]


def test_the_provider_s_own_block_tells_what_it_must_have() -> None:
    """By the declarations: nobody reads a provider's settings, so no class tells."""
    declared = (
        "export interface ShopExec {\n    /**\n    * Docs: {@link https://a.example"
        "/docs#command Shop#command}\n    */\n    readonly command: string;\n    /**\n"
        "    * Docs: {@link https://a.example/docs#args Shop#args}\n    */\n"
        "    readonly args?: string[];\n}\n"
    )
    written = entry("command", "string") + entry("args", "stringList")
    part = structure("ShopExec", "", written).partition("class ")[0]
    top = entry("exec", "ShopExec", "struct") + entry("alias", "string")
    code = resource("provider", "", top, "TerraformProvider")
    provider: Json = read(code, part, declarations=declared).provider
    attributes = provider["block"]["attributes"]
    assert {"exec"} == set(attributes)
    inner = attributes["exec"]["nested_type"]["attributes"]
    assert {"type": "string", "required": True} == inner["command"]
    assert {"type": ["list", "string"], "optional": True} == inner["args"]


def test_the_parts_of_a_large_resource_are_put_together(tmp_path: Path) -> None:
    """They lie in files beside its own; what is no resource is left alone."""
    value = LINES
    files = {
        "index.js": "exports.order = require('./order');",
        "order/index.js": resource(
            "order", "", entry("line", "OrderLineList", "list", value)
        ),
        "order/index-structs/structs0.js": structure(
            "OrderLine", "", entry("a", "string")
        ),
        "order/index.d.ts": "",
    }
    found = schemas(sources(bindings.wheel(tmp_path / "shop.whl", files)))
    order: Json = found.types["resource_schemas"]["shop_order"]
    assert {"a"} == set(order["block"]["block_types"]["line"]["block"]["attributes"])


def test_a_wheel_without_code_is_refused(tmp_path: Path) -> None:
    """It is another package."""
    with zipfile.ZipFile(tmp_path / "other.whl", "w") as archive:
        archive.writestr("other/__init__.py", "")
    with pytest.raises(EngineError, match="holds 0 archives"):
        sources(tmp_path / "other.whl")


def test_the_map_to_the_source_is_passed_over() -> None:
    """It holds everything once more."""
    assert "a" == without_map("a\n//# sourceMappingURL=data:b")


def test_a_schema_of_another_version_is_refused() -> None:
    """It would check against what nobody uses."""
    found = read(resource("order", "", ""))
    pinned = replace(opentofu.providers()[0], version=bindings.VERSION)
    assert bindings.VERSION == opentofu.document(pinned, found)["provider_version"]
    with pytest.raises(EngineError, match="it is of aws 1.2.3, and 9.9.9 is pinned"):
        opentofu.document(replace(pinned, version="9.9.9"), found)


def test_every_image_of_the_tools_has_a_stand_in() -> None:
    """Under the name that the pipeline asks for; OpenTofu's is of that release."""
    toolbox = (ROOT / "pipeline/src/pipeline/containers/toolbox.py").read_text()
    named = re.findall(r'(?m)^[A-Z_]+: Final = "([\w./-]+/[\w-]+:[\w.-]+)"$', toolbox)
    names = {image.name for image in images()}
    assert 6 == len(named)
    assert set(named) <= names
    release = opentofu.TOFU.version.removeprefix("v")
    assert f"ghcr.io/opentofu/opentofu:{release}-minimal" in named


def test_a_stand_in_lies_where_a_provider_is_looked_for(tmp_path: Path) -> None:
    """With its schema beside it."""
    provider = opentofu.providers()[0]
    program, known = tmp_path / "program", tmp_path
    program.write_text("program")
    (known / f"{provider.name}.json").write_text("{}")
    opentofu.lay_out(provider, known, program, tmp_path / "mirror")
    place = f"registry.opentofu.org/hashicorp/aws/{provider.version}/linux_amd64"
    files = {file.name for file in (tmp_path / "mirror" / place).iterdir()}
    assert {"terraform-provider-aws", "schema.json"} == files


def test_the_schema_is_that_of_the_true_provider() -> None:
    """Of one that can be built here: all names, types, and who gives what."""
    parts = Layout.of(dict(os.environ)).parts
    steps = opentofu.steps(parts, parts)
    (known,) = [step for step in steps if step.name == "opentofu-schemas"]
    ours = folder(parts, known) / "time.json"
    if not ours.exists():
        pytest.skip("no engine was built here: Docker's is used")
    true = json.loads((DATA / "time-schema.json").read_text())
    assert without_docs(true) == without_docs(json.loads(ours.read_text()))


def without_docs(document: Json) -> dict[str, Json]:
    """Return each attribute of each resource by its path, without descriptions."""
    (provider,) = document["provider_schemas"].values()
    return {
        f"{resource}.{name}": {
            key: attribute.get(key, False)
            for key in ("type", "required", "optional", "computed")
        }
        for resource, schema in provider["resource_schemas"].items()
        for name, attribute in schema["block"]["attributes"].items()
    }
