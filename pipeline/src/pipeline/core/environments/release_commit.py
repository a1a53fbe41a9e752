"""Write a release into an image component: its image, and the commit that it is of.

The commit is not in the image, whose bytes depend on its files alone. A component that
has a place for it, the value of an annotation of pods, hands it to the deployment.
"""

import re
from typing import Final

from pipeline.core.environments.image_component import Source, with_image
from pipeline.core.release.release import Release

ANNOTATION: Final = "org.opencontainers.image.revision"
# The last two lines of a patch; quoted, since a commit may be all digits.
PLACE: Final = re.compile(
    rf"^( *path: \S+/{re.escape(ANNOTATION)}\r?\n +value: \")"
    r"([0-9a-f]{40}(?:[0-9a-f]{24})?|unknown)\"",
    re.MULTILINE,
)


def with_release(text: str, release: Release, where: str) -> str:
    """Return the component with a release, every other byte as it was."""
    changed = with_image(text, release.image, where)
    if f"/{ANNOTATION}" not in changed:
        return changed
    written, count = PLACE.subn(rf'\g<1>{release.commit}"', changed)
    if count != 1:
        cause = f"it has {count} places for '{ANNOTATION}'"
        remedy = 'write one, as a path with value: "unknown" in the next line'
        raise Source(text, where).refused(None, cause, remedy)
    return written
