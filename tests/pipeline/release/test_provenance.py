"""Does the provenance say what SLSA's version 1 asks for?"""

import json
from typing import Any

from pipeline.core.project.config import Config
from pipeline.core.release.provenance import LOCAL, Origin, predicate

Fields = dict[str, tuple[type, bool]]

COMMIT = "c" * 40
ORIGIN = Origin(
    "https://github.com/actions/runner/github-hosted",
    "https://github.com/team/shop",
    "https://github.com/team/shop/actions/runs/1",
)
# By https://slsa.dev/spec/v1.0/provenance: field, its type, whether it has to be.
DEFINITION: Fields = {
    "buildType": (str, True),
    "externalParameters": (dict, True),
    "internalParameters": (dict, False),
    "resolvedDependencies": (list, False),
}
DETAILS: Fields = {
    "builder": (dict, True),
    "metadata": (dict, False),
    "byproducts": (list, False),
}
METADATA: Fields = {
    "invocationId": (str, False),
    "startedOn": (str, False),
    "finishedOn": (str, False),
}
BUILDER: Fields = {
    "id": (str, True),
    "version": (dict, False),
    "builderDependencies": (list, False),
}
RESOURCE: Fields = {
    "uri": (str, False),
    "digest": (dict, False),
    "name": (str, False),
    "downloadLocation": (str, False),
    "mediaType": (str, False),
    "content": (str, False),
    "annotations": (dict, False),
}


def document(origin: Origin = ORIGIN, config: Config = Config()) -> dict[str, Any]:
    """Return the predicate, read."""
    found: dict[str, Any] = json.loads(predicate(COMMIT, config, origin))
    return found


def complaints(found: dict[str, Any], fields: Fields) -> set[str]:
    """Return the fields that are unknown, missing or of another type."""
    unknown = found.keys() - fields.keys()
    missing = {name for name, (_, has_to) in fields.items() if has_to} - found.keys()
    known = found.keys() & fields.keys()
    wrong = {name for name in known if not isinstance(found[name], fields[name][0])}
    return unknown | missing | wrong


def test_it_has_the_fields_that_are_published_and_no_others() -> None:
    found = document()
    assert {"buildDefinition", "runDetails"} == found.keys()
    definition, details = found["buildDefinition"], found["runDetails"]
    assert set() == complaints(definition, DEFINITION)
    assert set() == complaints(details, DETAILS)
    assert set() == complaints(details["builder"], BUILDER)
    assert set() == complaints(details["metadata"], METADATA)
    for resource in definition["resolvedDependencies"]:
        assert set() == complaints(resource, RESOURCE)
        assert {"uri", "digest", "content"} & resource.keys()


def test_it_names_the_source_by_its_commit() -> None:
    source = {
        "uri": "git+https://github.com/team/shop",
        "digest": {"gitCommit": COMMIT},
    }
    definition = document()["buildDefinition"]
    assert source == definition["externalParameters"]["source"]
    assert [source] == definition["resolvedDependencies"]


def test_what_nobody_knows_is_left_out() -> None:
    """A laptop has neither an address of the repository nor one of the run."""
    found = document(Origin())
    assert {"builder": {"id": LOCAL}} == found["runDetails"]
    assert [{"digest": {"gitCommit": COMMIT}}] == (
        found["buildDefinition"]["resolvedDependencies"]
    )


def test_it_tells_how_the_image_is_built() -> None:
    config = Config(
        build_dockerfile="docker/Dockerfile",
        build_target="runtime",
        build_args=(("VERSION", "1.2"),),
    )
    parameters = document(config=config)["buildDefinition"]["externalParameters"]
    assert ("docker/Dockerfile", "runtime") == (
        parameters["dockerfile"],
        parameters["target"],
    )
    assert {"VERSION": "1.2"} == parameters["args"]
