"""Strip timestamps from the documents of an image's archive.

The engine writes down when it made each layer; with equal layers that is all in which
two builds of the same source differ.
"""

import json
from hashlib import sha256
from typing import Any, Final

from pipeline.core.image import oci

MOMENT: Final = "1970-01-01T00:00:00Z"
CREATED: Final = "created"
DOCKER: Final = "manifest.json"
LAYOUT: Final = "oci-layout"

Documents = dict[str, str]


def documents(index: str, manifest: str, config: str) -> Documents:
    """Return the archive's documents by path, all but the layers."""
    settings = _steady(config)
    named = json.loads(manifest)
    named["config"] |= _described(settings)
    described = _written(named)
    listed = json.loads(index)
    (only,) = listed["manifests"]
    only |= _described(described)
    only.pop("annotations", None)
    return {
        LAYOUT: _written({"imageLayoutVersion": "1.0.0"}),
        oci.INDEX: _written(listed),
        DOCKER: _written(_docker(described)),
        oci.blob(oci.config(described)): settings,
        oci.blob(str(only["digest"])): described,
    }


def _steady(config: str) -> str:
    settings = json.loads(config)
    settings[CREATED] = MOMENT
    for step in settings["history"]:
        step[CREATED] = MOMENT
    return _written(settings)


def _docker(manifest: str) -> list[dict[str, object]]:
    """Return what `docker load` reads."""
    layers = [oci.blob(layer) for layer in oci.layers(manifest)]
    config = oci.blob(oci.config(manifest))
    return [{"Config": config, "RepoTags": None, "Layers": layers}]


def _described(document: str) -> dict[str, object]:
    body = document.encode()
    return {"digest": f"sha256:{sha256(body).hexdigest()}", "size": len(body)}


def _written(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))
