"""What is done with releases: bring them somewhere, watch them arrive."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cluster.given import NAME
from demo.cluster import asking, tables
from demo.cluster.ground import Ground
from demo.cluster.opening import RECORD
from demo.cluster.releases import Shown
from demo.cluster.telling import Scribe
from demo.cluster.watching import Timeline, Watch

STATUS: Final = "status.json"
PATIENCE: Final = 600.0
LEDGER_SECONDS: Final = 180.0


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps on a ground; *called* are the names of releases by digest."""

    scribe: Scribe
    ground: Ground
    called: dict[str, str] = field(default_factory=dict)

    def name_places(self) -> None:
        """Say how the repository is reached, and call it so."""
        where = shlex.join(self._where)
        self.scribe.say(f"`$WHERE` stands for\n\n    {where}")
        self.scribe.teller.words[where] = "$WHERE"

    @property
    def _where(self) -> tuple[str, ...]:
        server = self.ground.road.server
        return (
            f"--remote=http://git:{server.port}/{NAME}.git",
            f"--server=tcp://{server.host}:{server.port}",
            "--token=env:GIT_TOKEN",
        )

    def deployments(self, *words: str, refused: bool = False) -> str:
        """Change or ask what the repository says runs where."""
        secrets = {"GIT_TOKEN": self.ground.road.token}
        argv = ("deployments", *self._where, *words)
        return self.scribe.pipeline(*argv, secrets=secrets, refused=refused)

    def bump(self, release: Shown) -> None:
        """Bring a release into dev, and see it arrive."""
        self._report("dev", release)
        (self.ground.workshop.source / RECORD).write_text(release.record)
        self.deployments("bump", "--environment=dev", f"--release={RECORD}")
        self.arrives("dev", release)

    def promote(self, target: str, release: Shown) -> None:
        """Bring a release on into the next environment, and see it arrive."""
        self.commit_promotion(target, release)
        self.arrives(target, release)

    def commit_promotion(self, target: str, release: Shown) -> None:
        """Write into Git that it is to run there."""
        self._report(target, release)
        plan = self.deployments("plan", *way(target))
        approval = (f"--plan-hash={plan.split()[-1]}", "--approved-by=Grace")
        more = approval if target == "production" else ()
        self.deployments("promote", *way(target), *more)
        self.ground.road.refresh(target)

    def _report(self, environment: str, release: Shown) -> None:
        # Of what no pipeline has told it the ledger takes no word from Argo CD.
        with asking.ledger(self.ground) as ledger:
            ledger.report(environment, release)

    def arrives(self, environment: str, release: Shown) -> None:
        """Watch a release until it serves, and the ledger says so."""
        road = self.ground.road
        road.refresh(environment)
        line = self.watch(
            environment, lambda: road.is_healthy(environment, release.digest)
        )
        self.scribe.say(line.text())
        self.ledger_says(environment, release, "healthy")

    def watch(self, environment: str, done: Callable[[], bool]) -> Timeline:
        """Watch an environment until something is so there."""
        watch = Watch(self.ground.road, environment, self.called)
        return watch.until(done, PATIENCE)

    def ledger_says(self, environment: str, release: Shown, health: str) -> None:
        """Wait for Argo CD's word, and keep what the ledger says of all of them."""
        with asking.ledger(self.ground) as ledger:
            seconds = self.ground.road.wait(
                f"the ledger says {release.name} {health} in {environment}",
                lambda: ledger.says(environment, release.digest, health),
                LEDGER_SECONDS,
            )
            said = ledger.environments()
        self.scribe.say(
            f"{seconds:.0f} s later Argo CD's notification has reached the ledger:"
            f" `{release.name}` is {health} in {environment}."
        )
        self.scribe.keep("curl --silent $LEDGER/api/v1/environments", STATUS, said)

    def show_analyses(self, environment: str) -> None:
        """Show what the newest release of an environment was asked."""
        status = self.ground.road.rollout(environment)["status"]
        runs = self.ground.road.analyses(environment)
        self.scribe.say(f"What it was asked on its way into {environment}:")
        self.scribe.say(tables.analyses(runs, status["currentPodHash"]))


def way(target: str) -> tuple[str, ...]:
    """Return the options of a promotion to an environment."""
    source = {"staging": "dev", "production": "staging"}[target]
    return (f"--from={source}", f"--to={target}", f"--status={STATUS}")
