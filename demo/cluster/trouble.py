"""A release that is bad in production only: stopped, told of, and kept out."""

import json
from dataclasses import dataclass
from typing import Final

from cluster.given import NAME
from cluster.visiting import Visits
from demo.cluster import asking, pictures, releases, tables
from demo.cluster.asking import PRODUCTION
from demo.cluster.ground import Ground
from demo.cluster.releases import Shown
from demo.cluster.steps import Steps, way
from demo.cluster.telling import Scribe
from demo.ground import git

ROLLOUT: Final = "rollout.json"
SUBJECT: Final = "gunicorn: look at each request"
ALERT: Final = "RolloutAborted"
ALERT_SECONDS: Final = 180.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """The second half of the story: *good* serves, and people visit."""

    steps: Steps
    good: Shown
    visits: Visits

    @property
    def scribe(self) -> Scribe:
        """Who writes it down."""
        return self.steps.scribe

    @property
    def ground(self) -> Ground:
        """Where it happens."""
        return self.steps.ground

    def tell(self) -> None:
        """Tell it."""
        bad = self._is_made()
        self._reaches_staging(bad)
        self._is_stopped(bad)
        self._alarms(bad)
        self._is_caught_up()
        self._stays_out()

    def _is_made(self) -> Shown:
        """Let a developer break production."""
        self.scribe.title("A release that fails in production only")
        text = releases.broken_server()
        commit = self.ground.commit({releases.SERVER_FILE: text}, SUBJECT)
        images, checkout = self.ground.workshop.images, self.ground.checkout
        bad = self.good.other(
            "bad",
            images.changed(self.good.digest, releases.broken_files()),
            version="0.2.1",
            build=int(git(checkout, "rev-list", "--count", commit)),
            commit=commit,
            tree=git(checkout, "rev-parse", f"{commit}^{{tree}}"),
        )
        self.steps.called[bad.digest] = bad.name
        self.scribe.say(
            f"A developer pushes `{SUBJECT}`: in the network of production, and only"
            " there, the service now answers 500. The gates are not run again for it:"
            " its image is that of `good` with the changed file on top, and its record"
            " has the verdicts of `good`."
        )
        return bad

    def _reaches_staging(self, bad: Shown) -> None:
        self.scribe.title("`bad` is healthy in dev, and passes its analysis in staging")
        self.steps.bump(bad)
        self.steps.promote("staging", bad)
        self.steps.show_analyses("staging")

    def _is_stopped(self, bad: Shown) -> None:
        scribe, road = self.scribe, self.ground.road
        scribe.title("Production stops `bad` before any user meets it")
        before = self.visits.answered
        self.steps.commit_promotion("production", bad)
        line = self.steps.watch("production", lambda: road.is_aborted("production"))
        answered = self.visits.answered - before
        scribe.say(line.text())
        self.steps.show_analyses("production")
        message = road.rollout("production")["status"].get("message", "")
        scribe.say(f"> {message}")
        scribe.say(
            f"Meanwhile {answered} requests of users were answered, all of them by"
            f" `good`. Without an answer, or with a 5xx: {len(self.visits.broken)}."
        )

    def _alarms(self, bad: Shown) -> None:
        scribe, ground = self.scribe, self.ground
        scribe.title("Somebody is told")
        seconds = ground.road.wait(
            f"the alert {ALERT}",
            lambda: ALERT in tables.names(asking.told(ground), PRODUCTION),
            ALERT_SECONDS,
        )
        scribe.say(f"Prometheus has these alerts of production, {seconds:.0f} s later:")
        scribe.say(tables.firing(asking.alerts(ground), PRODUCTION))
        scribe.say("Alertmanager:")
        scribe.say(tables.told(asking.told(ground), PRODUCTION))
        for name, words in (
            ("releases", "One release beside the other: bad fails in its preview"),
            ("service", "What users get: nothing of it"),
        ):
            file = scribe.picture(f"demo-{name}.svg", words)
            prometheus = ground.cluster.monitoring.url
            pictures.dashboard(name, prometheus, PRODUCTION, file)
        self.steps.ledger_says("production", bad, "degraded")
        file = scribe.picture(
            "demo-board-bad.png", "The board: bad is degraded in production"
        )
        with asking.ledger(ground) as ledger:
            pictures.page(ledger.url, file)

    def _is_caught_up(self) -> None:
        scribe = self.scribe
        scribe.title("Git still says `bad`: catch-up writes what runs")
        command = f"kubectl get rollout {NAME} --namespace={PRODUCTION} --output=json"
        rollout = self.ground.road.rollout("production")
        scribe.keep(command, ROLLOUT, json.dumps(rollout))
        self.steps.deployments(
            "catch-up", "--environment=production", f"--rollout={ROLLOUT}"
        )
        self.steps.arrives("production", self.good)

    def _stays_out(self) -> None:
        scribe = self.scribe
        scribe.title("A hold keeps `bad` out of production")
        self.steps.deployments("holds", "--environment=production")
        scribe.say("Staging, where it works, still runs it; a promotion is refused:")
        self.steps.deployments("promote", *way("production"), refused=True)
