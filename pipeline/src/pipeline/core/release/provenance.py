"""Write an image's SLSA provenance (version 1).

Only what does not differ when the same builder builds the same source again in the same
run.
"""

import json
from dataclasses import dataclass
from typing import Final

from pipeline.core.project.config import Config

# What the parameters mean is told in docs/publishing.md.
BUILD_TYPE: Final = "urn:pipeline:dagger:dockerfile:1"
LOCAL: Final = "urn:pipeline:local"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who builds, the repository's address and that of the run, where known."""

    builder: str = LOCAL
    source: str = ""
    run: str = ""


def predicate(commit: str, config: Config, origin: Origin) -> str:
    """Return the predicate; cosign names the image in the statement around it."""
    source = _source(commit, origin)
    parameters: dict[str, object] = {
        "source": source,
        "dockerfile": config.build_dockerfile,
    }
    if config.build_target:
        parameters["target"] = config.build_target
    if config.build_args:
        parameters["args"] = dict(config.build_args)
    details: dict[str, object] = {"builder": {"id": origin.builder}}
    if origin.run:
        details["metadata"] = {"invocationId": origin.run}
    document = {
        "buildDefinition": {
            "buildType": BUILD_TYPE,
            "externalParameters": parameters,
            "internalParameters": {},
            "resolvedDependencies": [source],
        },
        "runDetails": details,
    }
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def _source(commit: str, origin: Origin) -> dict[str, object]:
    """Describe the source as in-toto does, by its commit."""
    named: dict[str, object] = {"digest": {"gitCommit": commit}}
    return {"uri": f"git+{origin.source}", **named} if origin.source else named
