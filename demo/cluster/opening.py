"""How the story begins: a release is published, with what all gates say of it."""

from dataclasses import dataclass
from typing import Final

from cluster.given import NAME
from demo.cluster import releases
from demo.cluster.ground import Workshop
from demo.cluster.releases import Shown
from demo.cluster.telling import Scribe
from demo.ground import git, publishing
from engine.errors import EngineError

RECORD: Final = "release.json"


@dataclass(frozen=True, slots=True)
class Opening:
    """What happens before the cluster follows anything."""

    scribe: Scribe
    workshop: Workshop

    def tell(self) -> tuple[Shown, Shown]:
        """Return the good release, and the one that ran before it."""
        self._introduces()
        good = self._records(self._publishes())
        return good, self._before(good)

    def _introduces(self) -> None:
        self.scribe.title("A cluster")
        self.scribe.say(
            f"It is ready after {self.workshop.seconds:.0f} s"
            " ([what it is made of](cluster.md))."
        )
        self.scribe.kubectl("get", "nodes")

    def _publishes(self) -> str:
        """Return the digest of what this repository holds."""
        scribe, registry = self.scribe, self.workshop.registry
        scribe.title("The tested image is published, and recorded with what gates say")
        image = scribe.pipeline(
            "publish",
            *publishing(registry, NAME),
            secrets={"PUSHING": registry.password},
        ).splitlines()[-1]
        return image.partition("@")[2]

    def _records(self, digest: str) -> Shown:
        scribe = self.scribe
        scribe.say("The cluster pulls from the same registry, by the name of overlays.")
        image = f"--image={releases.IMAGES}@{digest}"
        scribe.pipeline("record", image, "export", f"--path={RECORD}")
        good = Shown("good", (self.workshop.source / RECORD).read_text())
        red = releases.red_legs(good.fields)
        if red:
            raise EngineError(
                f"could not ship the newest commit: {', '.join(red)} did not pass;"
                " fix what 'make ci' shows"
            )
        passed = [e for e in good.fields["evidence"] if e["verdict"] == "passed"]
        scribe.say(
            f"All gates are green, {len(passed)} legs. It is called `good` here."
        )
        return good

    def _before(self, good: Shown) -> Shown:
        digest = self.workshop.images.changed(good.digest, releases.EARLIER)
        return good.other(
            "before",
            digest,
            version="0.1.9",
            commit=git(self.workshop.source, "rev-parse", "HEAD~1"),
        )
