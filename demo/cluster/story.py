"""A good release reaches production, a bad one does not, and Git says so."""

from dataclasses import dataclass, field
from typing import Final

from cluster.given import ENVIRONMENTS
from cluster.visiting import CALM, Visits, visiting
from demo.cluster import asking, pictures, tables
from demo.cluster.ground import Ground
from demo.cluster.releases import Shown
from demo.cluster.steps import Steps
from demo.cluster.telling import Scribe
from demo.cluster.trouble import Trouble
from engine.errors import EngineError

COMMITS: Final = "-9"


@dataclass(slots=True)
class Story:
    """What is told, and on which ground it happens."""

    scribe: Scribe
    ground: Ground
    good: Shown
    before: Shown
    steps: Steps = field(init=False)

    def __post_init__(self) -> None:
        """Let everybody know the releases by their names."""
        named = {each.digest: each.name for each in (self.good, self.before)}
        self.steps = Steps(self.scribe, self.ground, named)

    def tell(self) -> None:
        """Tell all of it."""
        self._ran_before()
        address = self.ground.road.address("production")
        with visiting(self.ground.cluster, address, pause=CALM) as visits:
            self._reaches_production()
            self._is_seen()
            Trouble(self.steps, self.good, visits).tell()
        self._is_looked_at(visits)

    def _ran_before(self) -> None:
        """Wait for the release that is there already: a first one has no analysis."""
        scribe, road = self.scribe, self.ground.road
        scribe.title("Argo CD follows a repository, and a release runs everywhere")
        scribe.say(
            "The repository is this one on a Git server of this machine, fitted to a"
            " small cluster: analyses ask more often; their thresholds are"
            " those of production. A first release has nothing to be switched from,"
            " and no analysis: so an older one, `before`, is there already (the same"
            " image with another layer)."
        )
        self.steps.name_places()
        for environment in ENVIRONMENTS:
            healthy = self._is_there(environment)
            scribe.say(f"It is healthy in {environment} after {healthy:.0f} s more.")
        scribe.kubectl("get", "applications", "--namespace=argocd")
        with asking.ledger(self.ground) as ledger:
            for environment in ENVIRONMENTS:
                ledger.report(environment, self.before, "healthy")
        road.refresh("dev")

    def _is_there(self, environment: str) -> float:
        road, digest = self.ground.road, self.before.digest
        road.refresh(environment)
        watched = self.steps.watch(
            environment, lambda: road.is_healthy(environment, digest)
        )
        return watched.seconds

    def _reaches_production(self) -> None:
        """Bring a release all the way."""
        self.scribe.title("`good` goes to dev: a commit, and Argo CD follows it")
        self.steps.bump(self.good)
        self.scribe.title("`good` goes to staging")
        self.steps.promote("staging", self.good)
        self.scribe.title("`good` goes to production, once it has passed its analysis")
        self.steps.promote("production", self.good)
        self.steps.show_analyses("production")

    def _is_seen(self) -> None:
        self.scribe.title("What people see")
        file = self.scribe.picture(
            "demo-board-good.png", "The board: good runs in every environment"
        )
        with asking.ledger(self.ground) as ledger:
            pictures.page(ledger.url, file)

    def _is_looked_at(self, visits: Visits) -> None:
        scribe = self.scribe
        scribe.title("What happened, as Git and the users tell it")
        self.steps.deployments("history", "--environment=production")
        self.steps.deployments("dora", "--environment=production", "--days=7")
        self.ground.pull()
        scribe.teller.run(
            *("git", "log", "--format=%h %an  %s", COMMITS), cwd=self.ground.checkout
        )
        scribe.say("All requests of users in production, from `before` to the end:")
        rows = [(kind, str(number)) for kind, number in sorted(visits.statuses.items())]
        scribe.say(tables.table(("ended with", "requests"), rows))
        if visits.broken:
            raise EngineError(
                f"could not end the story well: users met {visits.broken}; see why"
            )
