"""See that an overlay takes in what an effect is about to write.

Else it would land, and nothing would run it.
"""

import re
from typing import Final

from pipeline.core.environments import image_component
from pipeline.core.environments.decision import Decision, Places, Snapshot, Write
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment

# One item of a list, in a line of its own or in brackets; remarks do not count.
LISTED: Final = re.compile(
    r"^[ \t]*-[ \t]+([\"']?)(?:\./)?image/?\1[ \t]*(?:#.*)?\r?$"
    r"|^components:[ \t]*\[(?:[^\]#\n]*[ ,\"'/])?image/?[\"']?[ \t]*[,\]]",
    re.MULTILINE,
)


def checked(
    decision: Decision, snapshot: Snapshot, places: Places, environment: Environment
) -> Decision:
    """Return a decision; Refused when its digest would be written for nobody."""
    component = places.component(environment)
    text = decision.files.get(component) if isinstance(decision, Write) else None
    if isinstance(decision, Write) and text is not None:
        named = image_component.image_of(text, component).digest
        problem = _problem(named, decision, snapshot, places.overlay(environment))
        if problem:
            raise Refused(f"could not write '{component}': {problem}")
    return decision


def _problem(named: str, write: Write, snapshot: Snapshot, overlay: str) -> str | None:
    if named != write.facts["Deploy-Digest"]:
        return f"it would name {named}, and not {write.facts['Deploy-Digest']}"
    if overlay not in snapshot.files:
        return (
            f"there is no '{overlay}' that would take it in; write a Kustomization"
            " with image as the last of its components"
        )
    if LISTED.search(snapshot.files[overlay]) is None:
        return (
            f"'{overlay}' does not take it in, so nothing would run it; add image as"
            " the last of its components"
        )
    return None
