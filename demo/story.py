"""From a green pipeline to production, and back from a release that was broken."""

import json
import re
import shlex
from dataclasses import dataclass
from typing import Final

from demo.ground import NAME, Ground, publishing
from demo.telling import Teller
from engine.errors import EngineError

PLAN_HASH: Final = re.compile(r"^plan hash: (\S+)$", re.MULTILINE)
RECORD: Final = "release.json"
STATUS: Final = "status.json"
CHANGED: Final = "app/static/icon.svg"
COLOUR: Final = "#1f5fbf"
REASON: Final = "--reason=nobody finds its tab any more"


@dataclass(frozen=True, slots=True)
class Story:
    """What is told, and on which ground it happens."""

    teller: Teller
    ground: Ground

    def tell(self) -> None:
        """Tell all of it."""
        self._introduces()
        self.teller.title("The pipeline is green")
        self._pipeline("ci")
        good = self._ships("The tested image is published, recorded, and goes to dev")
        self._reaches_production(good)
        self.teller.title("A release that no gate finds broken")
        subject = "app: make the icon white"
        self.ground.commit(CHANGED, COLOUR, "#ffffff", subject)
        self.teller.say(f"A developer pushes `{subject}`.")
        bad = self._ships("It is green, and goes to dev as well")
        self._reaches_production(bad)
        self._goes_back(bad)
        self._stays_back(bad)
        self._is_looked_at()

    def _introduces(self) -> None:
        """Say what everything is called, and call it so."""
        where, checkout = shlex.join(self._where), str(self.ground.checkout)
        self.teller.title("A Git server, a registry, a checkout")
        self.teller.say(
            "All of it runs on this machine; the engine reaches both servers through"
            f" the caller. `$WHERE` stands for\n\n    {where}"
        )
        self.teller.words.update({where: "$WHERE", f"{checkout}/": ""})

    def _ships(self, title: str) -> str:
        """Publish, record and bump; return the digest."""
        self.teller.title(title)
        image = self._pipeline(
            "publish",
            *publishing(self.ground.registry, NAME),
        ).splitlines()[-1]
        self._pipeline("record", f"--image={image}", "export", f"--path={RECORD}")
        self._deployments("bump", "--environment=dev", f"--release={RECORD}")
        return image.partition("@")[2]

    def _reaches_production(self, digest: str) -> None:
        self._is("dev", digest, "healthy")
        self.teller.title(
            "What its promotion to staging would change, and then it does"
        )
        self._promotes("dev", "staging")
        self._is("staging", digest, "healthy")
        self.teller.title("Production asks for an approval")
        self._deployments(
            "promote",
            *("--from=staging", "--to=production", f"--status={STATUS}"),
            refused=True,
        )
        self._promotes("staging", "production", "--approved-by=Grace")

    def _promotes(self, source: str, target: str, *more: str) -> None:
        """Apply exactly what the plan says."""
        way = (f"--from={source}", f"--to={target}", f"--status={STATUS}")
        plan = self._deployments("plan", *way)
        found = PLAN_HASH.search(plan)
        if found is None:
            raise EngineError("could not approve a plan: it has no hash; fix demo/")
        self._deployments("promote", *way, f"--plan-hash={found[1]}", *more)

    def _goes_back(self, bad: str) -> None:
        self.teller.title("It does not work in production: one command brings it back")
        self._is("production", bad, "degraded")
        self._deployments(
            "rollback",
            "--environment=production",
            REASON,
        )
        self.teller.say("The same command again goes back no further:")
        self._deployments(
            "rollback",
            "--environment=production",
            REASON,
        )

    def _stays_back(self, bad: str) -> None:
        self.teller.title("Automation cannot bring it back, until the hold is released")
        self._deployments("holds", "--environment=production")
        way = ("--from=staging", "--to=production", f"--status={STATUS}")
        self._deployments("promote", *way, "--approved-by=Grace", refused=True)
        self._deployments(
            "release-hold",
            "--environment=production",
            f"--digest={bad}",
            "--reason=they have found it",
        )
        self._promotes("staging", "production", "--approved-by=Grace")

    def _is_looked_at(self) -> None:
        self.teller.title("What ran in production, as Git tells it")
        self._deployments("history", "--environment=production")
        self._deployments("dora", "--environment=production", "--days=7")
        self.ground.git("pull", "--quiet", "--rebase", "origin", "main")
        self.teller.run(
            "git", "log", "--format=%h %an  %s", "-10", cwd=self.ground.checkout
        )

    def _is(self, environment: str, digest: str, health: str) -> None:
        """Write down how an environment is, as the ledger would say it."""
        file = self.ground.checkout / STATUS
        said = json.loads(file.read_text())["environments"] if file.exists() else []
        others = [each for each in said if each["environment"] != environment]
        current = {"digest": digest, "health": health}
        found = {"environment": environment, "current": current}
        file.write_text(json.dumps({"environments": [*others, found]}))

    @property
    def _where(self) -> tuple[str, ...]:
        """Return how the repository is reached."""
        port = self.ground.server.port
        return (
            f"--remote=http://git:{port}/{NAME}.git",
            f"--server=tcp://127.0.0.1:{port}",
            "--token=env:GIT_TOKEN",
        )

    def _deployments(self, *words: str, refused: bool = False) -> str:
        return self._pipeline("deployments", *self._where, *words, refused=refused)

    def _pipeline(self, *words: str, refused: bool = False) -> str:
        known = self.ground
        secrets = {"GIT_TOKEN": known.token, "PUSHING": known.registry.password}
        place = known.checkout
        return self.teller.pipeline(*words, cwd=place, secrets=secrets, refused=refused)
