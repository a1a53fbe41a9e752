"""How a commit of ours reads: its subject, and the facts in its body."""

from collections.abc import Mapping

from pipeline.core.environment import Environment
from pipeline.core.reference import Image
from pipeline.core.release import Release


def subject(verb: str, environment: Environment, image: Image) -> str:
    """Return e.g. deploy(staging): app sha256:ab12..."""
    return f"{verb}({environment.value}): app {image.short}"


def facts(
    kind: str, environment: Environment, image: Image, release: Release | None = None
) -> Mapping[str, str]:
    """Return what every change of ours tells, with the release's origin if known."""
    known = {
        "Deploy-Kind": kind,
        "Deploy-Environment": environment.value,
        "Deploy-Digest": image.digest,
        "Deploy-Repository": image.repository,
    }
    if release is not None:
        known |= {"Deploy-Commit": release.commit, "Deploy-Build": str(release.build)}
    return known
