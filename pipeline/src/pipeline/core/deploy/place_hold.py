"""Place and release holds."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.core.environments import hold as marker
from pipeline.core.environments.decision import (
    Decision,
    Intent,
    Nothing,
    Places,
    Snapshot,
)
from pipeline.core.environments.facts import Kind, write
from pipeline.core.environments.snapshot import recorded
from pipeline.core.errors import Refused
from pipeline.core.project.environment import Environment
from pipeline.core.reference import DIGEST, DIGEST_RULE
from pipeline.core.release.release import Release


@dataclass(frozen=True, slots=True)
class Order:
    """Who says something of an environment, when, and why. The reason is one line."""

    environment: Environment
    reason: str
    by: str
    at: datetime

    def check(self, verb: str) -> None:
        """Refuse an order that gives no reason."""
        if not self.reason.strip():
            where = self.environment.value
            raise Refused(f"could not {verb} '{where}': no reason is given; say why")

    def hold(self, digest: str, release: Release | None) -> marker.Hold:
        """Return the hold that this order puts on a digest, and on its commit."""
        reason, at = " ".join(self.reason.split()), self.at.astimezone(UTC)
        known = (release.commit, release.build) if release else ()
        return marker.Hold(digest, reason, self.by, at, *known)


def hold(order: Order, digest: str, places: Places) -> Intent:
    """Put a digest on hold, whether or not it ever was there."""
    where = order.environment

    def intent(snapshot: Snapshot) -> Decision:
        path = places.hold(where, digest)
        if path in snapshot.files:
            return Nothing(f"{digest} is on hold in {where.value} already")
        known = recorded(snapshot, places, digest)
        files = {path: marker.text(order.hold(digest, known))}
        more = {"Deploy-Reason": order.reason}
        return write(Kind.HOLD, where, digest, files, more=more)

    order.check("hold an image in")
    check(digest, "hold")
    return intent


def release_hold(order: Order, digest: str, places: Places) -> Intent:
    """Take a digest's hold away; one in an environment before still keeps it out."""
    where = order.environment

    def intent(snapshot: Snapshot) -> Decision:
        path = places.hold(where, digest)
        if path in snapshot.files:
            more = {"Deploy-Reason": order.reason}
            return write(Kind.RELEASE_HOLD, where, digest, {path: None}, more=more)
        why = f"{digest} is not on hold in {where.value} itself"
        held = marker.complaint(snapshot, places, where, digest)
        return Nothing(f"{why}, but {held}" if held else why)

    order.check("release a hold in")
    check(digest, "release the hold on")
    return intent


def check(digest: str, verb: str) -> None:
    """Refuse what is no digest."""
    if not DIGEST.fullmatch(digest):
        raise Refused(
            f"could not {verb} image '{digest}': it is no digest; give {DIGEST_RULE}"
        )
