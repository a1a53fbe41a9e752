"""What compose prints, as tables of keys."""

import json
from typing import Any

from pipeline.core.compose import file as compose_file
from pipeline.core.compose.composition import Composition
from pipeline.core.project.config import Config
from pipeline.core.tool import ToolRun

Json = dict[str, Any]
HEALTHY = {"condition": "service_healthy", "required": True}


def read(services: Json, *untranslated: str, **more: Json) -> Composition:
    """Read what compose would print."""
    document = {"name": "shop", "services": services, **more}
    run = ToolRun("compose", 0, json.dumps(document))
    return compose_file.read(run, Config(integration_untranslated=untranslated))
