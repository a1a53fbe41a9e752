"""Watch a release arrive, and write down what is so when."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cluster.errors import ClusterError
from cluster.road import Road
from demo.cluster.tables import table

EVERY: Final = 0.5
HEADS: Final = ("after", "application", "rollout", "users get")

Seen = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody who looks at an environment; *called* are the releases' names."""

    road: Road
    environment: str
    called: Mapping[str, str]

    def until(self, done: Callable[[], bool], seconds: float) -> "Timeline":
        """Look until something is so; return what changed, with its time."""
        beginning = time.monotonic()
        found: list[tuple[float, Seen]] = []
        while True:
            ended = done()
            now, passed = self._seen(), time.monotonic() - beginning
            if not found or found[-1][1] != now:
                found.append((passed, now))
            if ended:
                return Timeline(tuple(found), passed)
            if passed > seconds:
                raise ClusterError(
                    f"could not go on with the story: {self.environment} is still"
                    f" '{', '.join(now)}' after {seconds:.0f} s; look with"
                    " 'python3 -m cluster exec kubectl get rollouts -A'"
                )
            time.sleep(EVERY)

    def _seen(self) -> Seen:
        served = sorted(self.road.serving(self.environment))
        names = " and ".join(self.called.get(each, each[:19]) for each in served)
        application = self.road.application(self.environment).get("status", {})
        synced = application.get("sync", {}).get("status", "")
        health = application.get("health", {}).get("status", "")
        rollout = self.road.rollout(self.environment)
        return f"{synced}, {health}", self._state(rollout), names or "nothing"

    def _state(self, rollout: Mapping[str, Any]) -> str:
        wanted = self.called.get(self.road.digest(self.environment), "nothing")
        return f"{wanted}: {state(rollout.get('status', {}))}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was seen, each with the seconds after which it began to be so."""

    moments: Sequence[tuple[float, Seen]]
    seconds: float

    def text(self) -> str:
        """Write it as a table."""
        return table(
            HEADS, [(f"{passed:.0f} s", *seen) for passed, seen in self.moments]
        )


def state(status: Mapping[str, Any]) -> str:
    """Say in words how far a rollout has come."""
    switch = status.get("blueGreen", {})
    if status.get("abort"):
        return "aborted"
    if _runs(switch, "postPromotionAnalysisRunStatus"):
        return "has switched, is analysed again"
    if _runs(switch, "prePromotionAnalysisRunStatus"):
        return "is analysed in the preview"
    phase = str(status.get("phase", "Progressing"))
    return {"Progressing": "pods start", "Healthy": "healthy"}.get(phase, phase)


def _runs(switch: Mapping[str, Any], name: str) -> bool:
    run: Mapping[str, Any] = switch.get(name, {})
    return run.get("status") in ("Running", "Pending")
