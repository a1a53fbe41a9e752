"""What the branch asks of a release, and what a change of it has let in."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.project.config import Config
from pipeline.core.reference import NO_DIGEST, Image


@dataclass(frozen=True, slots=True)
class Rules:
    """The gates that have to be green, and the environments that want an approval.

    An approval takes so many *approvers*. Images come from one of *images*, if any is
    named. The database of a scan is at most *max_age* days old; 0 asks nothing. Gates
    that somebody has *named* must have had something to look at.
    """

    gates: tuple[str, ...]
    approval: tuple[str, ...]
    approvers: int = 1
    images: tuple[str, ...] = ()
    max_age: int = 0
    named: tuple[str, ...] = ()


def rules(config: Config) -> Rules:
    """Return what the settings ask."""
    return Rules(
        config.required,
        config.ship_approval,
        config.ship_approvers,
        config.ship_images,
        config.ship_max_evidence_age,
        config.named,
    )


def loosened(old: Rules, new: Rules, environment: str) -> Iterator[str]:
    """Name what was asked of a release for an environment, and is not any more."""
    for gate in old.gates:
        if gate not in new.gates:
            yield f"gate {gate} was required"
    for gate in old.named:
        if gate in new.gates and gate not in new.named:
            yield f"gate {gate} was not to be absent"
    if environment in old.approval and environment not in new.approval:
        yield "an approval was asked for"
    if new.approvers < old.approvers:
        yield f"{old.approvers} approvers were asked for, now {new.approvers}"
    let_in = [each for each in new.images if not _covers(old.images, each)]
    if old.images and (let_in or not new.images):
        yield f"images of {', '.join(let_in) or 'anywhere'} were not let in"
    if old.max_age and not 0 < new.max_age <= old.max_age:
        yield f"the scan's database was to be at most {old.max_age} days old"


def foreign(image: Image, rules: Rules, present: Image | None) -> str | None:
    """Say why an image is of a repository that it may not be of."""
    if rules.images:
        allowed = rules.images
    elif present and present.digest != NO_DIGEST:
        allowed = (present.repository,)
    else:
        # Nothing has run there yet, so that nobody knows any better.
        return None
    if _covers(allowed, image.repository):
        return None
    return (
        f"it is of '{image.repository}', and images come from {', '.join(allowed)};"
        " name its repository in ship.images if it is yours"
    )


def _covers(allowed: tuple[str, ...], repository: str) -> bool:
    return any(f"{repository}/".startswith(f"{each}/") for each in allowed)
