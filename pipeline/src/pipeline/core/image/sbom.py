"""Parse an image's SBOM (CycloneDX), without what differs from run to run."""

import hashlib
import json
import re
from typing import Final

UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Json = dict[str, object]


def steady(text: str) -> str:
    """Return the list as every run on the same image would have it.

    A part without a package URL of its own has a random name: here it is called by
    what is said of it. All is sorted by these names.
    """
    document = json.loads(text)
    for part in (document["metadata"]["component"], *document["components"]):
        text = text.replace(part["bom-ref"], _name(part))
    document = json.loads(text)
    del document["serialNumber"], document["metadata"]["timestamp"]
    document["components"].sort(key=lambda part: part["bom-ref"])
    document["dependencies"].sort(key=lambda part: part["ref"])
    for part in document["dependencies"]:
        part["dependsOn"].sort()
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def of_parts(text: str) -> str:
    """Return the list without what was known of the parts on the day of the scan."""
    document = json.loads(text)
    document.pop("vulnerabilities", None)
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _name(part: Json) -> str:
    name = str(part["bom-ref"])
    if not UUID.fullmatch(name):
        return name
    said = json.dumps(part | {"bom-ref": ""}, sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()[:8]
    return f"{part['type']}:{part['name']}:{digest}"
