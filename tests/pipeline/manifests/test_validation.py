"""Does a manifest fit the schema of its kind, and where does it not?"""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.validation import report as checked
from pipeline.validation.files import Files
from pipeline.validation.report import Request
from tests.pipeline.contracts.shop import NOTHING_ASKED

DEFINITIONS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://kubernetes.io/api/_definitions.json",
    "$defs": {
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "additionalProperties": False,
        }
    },
}
METADATA = "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
# A kind such as Kubernetes', cut down.
DEPLOYMENT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://kubernetes.io/api/deployment/apps/v1",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "apiVersion": {"enum": ["apps/v1"]},
        "kind": {"enum": ["Deployment"]},
        "metadata": {"$ref": f"/api/_definitions.json{METADATA}"},
        "spec": {
            "type": "object",
            "required": ["template"],
            "additionalProperties": False,
            "properties": {
                "replicas": {"type": ["integer", "null"]},
                "port": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                "template": {"type": "object"},
            },
        },
    },
}
EXTENSION = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.shop.example}
spec:
  group: shop.example
  names: {kind: Shop}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            metadata: {type: object}
            spec:
              type: object
              properties:
                opens: {type: string, nullable: true}
                port: {x-kubernetes-int-or-string: true}
                labels: {type: object, additionalProperties: {type: string}}
                free:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
                  properties: {a: {type: integer}}
                doors:
                  type: array
                  items: {type: object, properties: {wide: {type: boolean}}}
"""
SOUND = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  template:
    spec:
      containers:
        - image: shop:1
"""
SHOP = "apiVersion: shop.example/v1\nkind: Shop\nmetadata: {name: a}\nspec:\n"


@pytest.fixture(name="schemas", scope="module")
def _schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "_definitions.json").write_text(json.dumps(DEFINITIONS))
    (folder / "deployment-apps-v1.json").write_text(json.dumps(DEPLOYMENT))
    return folder


@pytest.fixture(name="place")
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "definition.yaml").write_text(EXTENSION)
    return tmp_path


def look(schemas: Path, plain: str) -> list[str]:
    """Say what is wrong in one plain file, each with its line."""
    Path("plain.yaml").write_text(plain)
    request = Request(
        "1.35", {}, [], ["plain.yaml"], ["definition.yaml"], NOTHING_ASKED
    )
    problems = checked.report(request, schemas)["problems"]
    return [f"{each['line']}: {each['message']}" for each in problems]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(
            "replicas: 2",
            "replica: 2",
            "5: Deployment shop: spec.replica: no such field",
            id="a misspelt field",
        ),
        pytest.param(
            "replicas: 2",
            "replicas: two",
            "5: Deployment shop: spec.replicas: 'two' is not of type 'integer', 'null'",
            id="a wrong type",
        ),
        pytest.param(
            "template:",
            "port:",
            "4: Deployment shop: spec: 'template' is a required property",
            id="a field that is missing",
        ),
        pytest.param(
            "apps/v1",
            "apps/v1beta1",
            "1: Deployment shop: there is no kind 'Deployment' in 'apps/v1beta1'",
            id="an API version that is gone",
        ),
        pytest.param(
            "apps/v1",
            "apps.example/v1",
            "1: Deployment shop: there is no kind 'Deployment' in 'apps.example/v1'",
            id="a group that only looks alike",
        ),
        pytest.param(
            "kind: Deployment",
            "kind: deployment",
            "1: deployment shop: there is no kind 'deployment' in 'apps/v1'",
            id="a kind in other letters",
        ),
        pytest.param(
            "name: shop",
            "name: shop, nam: x",
            "3: Deployment shop: metadata.nam: no such field",
            id="a field of what all kinds share",
        ),
        pytest.param(
            "  replicas: 2\n",
            "  replicas: 2\n  replicas: 3\n",
            "1: Deployment shop: 'replicas' stands there twice (line 6)",
            id="a key that stands twice",
        ),
        pytest.param("spec:\n", "spec: [\n", "6: it is no YAML: ", id="no YAML"),
        pytest.param(
            SOUND,
            "- a\n",
            "1: a document: it is no object with apiVersion and kind",
            id="a list",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(
    before: str, after: str, said: str, schemas: Path, place: Path
) -> None:
    """In the file as people wrote it."""
    found = look(schemas, SOUND.replace(before, after))
    assert any(each.strip().startswith(said) for each in found), found


def test_what_fits_is_silent(schemas: Path, place: Path) -> None:
    """Several documents, empty ones, and what looks like a time."""
    dated = "---\n" + SHOP + "  opens: 2026-01-31\n"
    assert [] == look(schemas, f"---\n{SOUND}---\n---\n{SOUND}{dated}")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        pytest.param("  open: x\n", ["spec.open: no such field"], id="misspelt"),
        pytest.param(
            "  doors:\n    - {wide: true}\n    - {wid: true}\n",
            ["spec.doors[1].wid: no such field"],
            id="deep inside",
        ),
        pytest.param("  opens: null\n  port: 80\n", [], id="what may be null"),
        pytest.param("  port: http\n", [], id="a name or a number"),
        pytest.param("  labels: {a: b}\n", [], id="names that are free"),
        pytest.param(
            "  labels: {a: 1}\n",
            ["spec.labels.a: 1 is not of type 'string'"],
            id="values that are not",
        ),
        pytest.param("  free: {anything: 1}\n", [], id="where all may stand"),
    ],
)
def test_kinds_of_extensions_are_as_strict(
    spec: str, said: list[str], schemas: Path, place: Path
) -> None:
    """By their definition; a cluster would drop what it does not know."""
    found = [each.partition(": Shop a: ")[2] for each in look(schemas, SHOP + spec)]
    assert said == found


def rendered(schemas: Path, text: str, **sources: str) -> dict[str, Any]:
    """Return what is found in an overlay that becomes *text*."""
    for name, source in sources.items():
        file = Path("k8s", *name.split("__")).with_suffix(".yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    request = Request(
        "1.35", {"k8s/overlays/dev": text}, ["k8s"], [], [], NOTHING_ASKED
    )
    return checked.report(request, schemas)


def test_what_is_rendered_is_found_where_it_was_written(
    schemas: Path, place: Path
) -> None:
    """In the patch of the overlay itself, not that of another one."""
    patch = SOUND.replace("replicas: 2", "replicas: two")
    found = rendered(
        schemas,
        patch,
        base__deployment=SOUND.replace("  replicas: 2\n", ""),
        overlays__dev__patch=f"# why\n{patch}",
        overlays__staging__patch=patch,
    )
    (problem,) = found["problems"]
    assert ("k8s/overlays/dev/patch.yaml", 6) == (problem["file"], problem["line"])


def test_what_nobody_wrote_is_found_at_the_overlay(schemas: Path, place: Path) -> None:
    """It was generated."""
    found = rendered(schemas, SOUND.replace("replicas: 2", "replicas: two"))
    (problem,) = found["problems"]
    assert "k8s/overlays/dev/kustomization.yaml" == problem["file"]
    assert problem["line"] is None


def test_every_image_of_an_overlay_is_named(schemas: Path, place: Path) -> None:
    """With the place that names it; an init container's and a volume's, too."""
    more = (
        SOUND
        + "      initContainers:\n        - image: tool:2\n"
        + "      volumes:\n        - {name: a, emptyDir: {}}\n"
        + "        - {name: b, image: {reference: code:3}}\n"
    )
    found = rendered(schemas, more, base__deployment=more)
    file = "k8s/base/deployment.yaml"
    assert [
        {"image": "shop:1", "file": file, "line": 9},
        {"image": "tool:2", "file": file, "line": 11},
        {"image": "code:3", "file": file, "line": 14},
    ] == found["images"]


def test_images_of_plain_manifests_are_named(schemas: Path, place: Path) -> None:
    """They run as well."""
    Path("plain.yaml").write_text(SOUND)
    request = Request("1.35", {}, [], ["plain.yaml"], [], NOTHING_ASKED)
    assert [{"image": "shop:1", "file": "plain.yaml", "line": 9}] == checked.report(
        request, schemas
    )["images"]


def test_each_rendered_object_is_named_with_its_lines(
    schemas: Path, place: Path
) -> None:
    """A name may have got a hash behind it."""
    text = f"{SOUND}---\n{SOUND.replace('name: shop', 'name: shop-0123456789')}"
    found = rendered(schemas, text, base__deployment=f"# why\n{SOUND}")
    place_of = {"file": "k8s/base/deployment.yaml", "line": 2}
    overlay = {"overlay": "k8s/overlays/dev"} | place_of
    assert [
        {"begin": 1, "end": 10} | overlay,
        {"begin": 11, "end": 20} | overlay,
    ] == found["objects"]


HIDING = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: deployments.apps}
spec:
  group: apps
  names: {kind: Deployment}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties: {apiVersion: {type: string}, metadata: {type: object}}
          x-kubernetes-preserve-unknown-fields: true
"""


def test_no_definition_hides_a_kind_of_the_cluster(schemas: Path, place: Path) -> None:
    """It is held against its real schema, and the definition is named."""
    wrong = SOUND.replace("replicas: 2", "replica: 2")
    found = rendered(schemas, f"{wrong}---{HIDING}", base__definition=HIDING)
    rules = [each["rule"] for each in found["problems"]]
    assert {"unknown-field", "hides-kind", "unknown-kind"} >= set(rules)
    assert "unknown-field" in rules


def test_a_released_definition_counts_more_than_one_of_the_repository(
    schemas: Path, place: Path
) -> None:
    """Else a repository could make anything of it."""
    own = EXTENSION.replace("opens: {type: string", "opens: {type: integer")
    Path("own.yaml").write_text(own)
    Path("shop.yaml").write_text(SHOP + "  opens: at noon\n")
    request = Request(
        "1.35", {}, ["own.yaml"], ["shop.yaml"], ["definition.yaml"], NOTHING_ASKED
    )
    assert [] == checked.report(request, schemas)["problems"]


def test_a_kustomization_is_no_manifest(place: Path) -> None:
    """It says how manifests are put together."""
    Path("k.yaml").write_text("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: K\n")
    assert [] == Files.read(["k.yaml"]).documents
