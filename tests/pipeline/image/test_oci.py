"""What does an archive say of an image, and what of it is left when time is not?"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256

import pytest

from pipeline.core.image import oci
from pipeline.core.image import reproducible as oci_steady

CONFIG = {
    "config": {"User": "10001"},
    "created": "2030-01-02T03:04:05Z",
    "history": [
        {"created": "2030-01-02T03:04:04Z", "created_by": "COPY a"},
        {"created": "2030-01-02T03:04:04Z", "created_by": "ENV b", "empty_layer": True},
        {"created": "2030-01-02T03:04:05Z", "created_by": "COPY c"},
    ],
}
MANIFEST = {
    "config": {"digest": "sha256:c0", "size": 3},
    "layers": [
        {"digest": "sha256:a1", "size": 10},
        {"digest": "sha256:c3", "size": 30},
    ],
}
INDEX = {
    "manifests": [
        {
            "digest": "sha256:m0",
            "size": 5,
            "annotations": {"org.opencontainers.image.created": "2030-01-02"},
            "platform": {"architecture": "amd64", "os": "linux"},
        }
    ]
}


def later(config: Mapping[str, object]) -> str:
    """Return the settings of the same image, built at another time."""
    return json.dumps(config).replace("2030-", "2031-")


def test_an_archive_names_its_parts() -> None:
    """From the index on."""
    assert "sha256:m0" == oci.manifest(json.dumps(INDEX))
    assert "sha256:c0" == oci.config(json.dumps(MANIFEST))
    assert ["sha256:a1", "sha256:c3"] == oci.layers(json.dumps(MANIFEST))
    assert "blobs/sha256/c0" == oci.blob("sha256:c0")


def test_a_layer_is_known_by_what_made_it() -> None:
    """Steps that made none are passed over."""
    image = oci.image(json.dumps(MANIFEST), json.dumps(CONFIG), (25, 75))
    assert [("COPY a", 25, 10), ("COPY c", 75, 30)] == [
        (layer.created_by, layer.size, layer.compressed) for layer in image.layers
    ]
    assert (100, 40) == (image.size, image.compressed)
    assert image == oci.read(json.dumps(asdict(image)))


def test_layers_that_nothing_made_are_an_error() -> None:
    """They would be given to the wrong steps."""
    with pytest.raises(ValueError):
        oci.image(json.dumps(MANIFEST), json.dumps({"history": []}), (25, 75))


def test_two_builds_at_different_times_have_the_same_documents() -> None:
    """Whose digests are right."""
    index, manifest = json.dumps(INDEX), json.dumps(MANIFEST)
    first = oci_steady.documents(index, manifest, json.dumps(CONFIG))
    assert first == oci_steady.documents(index, manifest, later(CONFIG))
    for path, text in first.items():
        if path.startswith("blobs/"):
            assert path == f"blobs/sha256/{sha256(text.encode()).hexdigest()}"
    found = oci.manifest(first[oci.INDEX])
    settings = first[oci.blob(oci.config(first[oci.blob(found)]))]
    assert "2030" not in "".join(first.values())
    assert CONFIG["config"] == json.loads(settings)["config"]
    assert ["sha256:a1", "sha256:c3"] == oci.layers(first[oci.blob(found)])


def test_two_images_that_differ_have_different_digests() -> None:
    """Or nothing would be proven."""
    other = json.dumps({**CONFIG, "config": {"User": "0"}})
    index, manifest = json.dumps(INDEX), json.dumps(MANIFEST)
    first = oci_steady.documents(index, manifest, json.dumps(CONFIG))
    second = oci_steady.documents(index, manifest, other)
    assert oci.manifest(first[oci.INDEX]) != oci.manifest(second[oci.INDEX])
