"""Is the list of an image's parts the same in every run?"""

import json
from uuid import uuid4

from pipeline.core.image import sbom


def listed(*names: str, image: str = "image.tar") -> str:
    """Return a list as Trivy writes it: without a package URL, names are random."""
    main, *others = [{"bom-ref": str(uuid4()), "type": "container", "name": image}] + [
        {"bom-ref": str(uuid4()), "type": "application", "name": name} for name in names
    ]
    flask = {"bom-ref": "pkg:pypi/flask@3", "type": "library", "name": "flask"}
    parts = sorted([*others, flask], key=lambda part: part["bom-ref"])
    refs = [part["bom-ref"] for part in parts]
    needs = [{"ref": main["bom-ref"], "dependsOn": refs}]
    needs += [{"ref": ref, "dependsOn": []} for ref in refs]
    return json.dumps(
        {
            "serialNumber": f"urn:uuid:{uuid4()}",
            "metadata": {"timestamp": "2030-06-11T12:00:00+00:00", "component": main},
            "components": parts,
            "dependencies": sorted(needs, key=lambda need: str(need["ref"])),
        }
    )


def test_random_names_and_moments_are_gone() -> None:
    """Whatever order they had led to."""
    versions = {sbom.steady(listed("a/uv.lock", "b/uv.lock")) for _ in range(20)}
    assert 1 == len(versions)
    document = json.loads(versions.pop())
    assert "serialNumber" not in document
    assert "timestamp" not in document["metadata"]


def test_each_part_keeps_a_name_of_its_own() -> None:
    """By which the others depend on it."""
    document = json.loads(sbom.steady(listed("a/uv.lock", "b/uv.lock")))
    names = [part["bom-ref"] for part in document["components"]]
    assert 3 == len(set(names))
    assert "pkg:pypi/flask@3" in names
    (needs,) = [
        need["dependsOn"] for need in document["dependencies"] if need["dependsOn"]
    ]
    assert names == needs


def test_another_image_is_another_list() -> None:
    """Nothing is called the same that differs."""
    assert sbom.steady(listed(image="a.tar")) != sbom.steady(listed(image="b.tar"))
