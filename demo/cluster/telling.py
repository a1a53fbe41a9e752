"""Show commands, tables and pictures, in a transcript beside its pictures."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demo.cluster.ground import Workshop
from demo.telling import Teller

HEADING = "Releases, good and bad, in a cluster: what `make demo-cluster` shows"
PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the transcript, with what the pipeline and the cluster answer."""

    teller: Teller
    workshop: Workshop

    @classmethod
    def of(cls, transcript: Path, workshop: Workshop) -> "Scribe":
        """Begin a transcript."""
        kubectl = workshop.cluster.binaries["kubectl"]
        teller = Teller(
            sys.stdout,
            transcript,
            heading=HEADING,
            timed=True,
            env={"KUBECONFIG": str(workshop.cluster.plane.kubeconfig)},
        )
        teller.words |= {str(kubectl): "kubectl", f"{workshop.folder}/": ""}
        (transcript.parent / PICTURES).mkdir(parents=True, exist_ok=True)
        return cls(teller, workshop)

    def title(self, text: str) -> None:
        """Begin a chapter."""
        self.teller.title(text)

    def say(self, text: str) -> None:
        """Tell the reader what to look at."""
        self.teller.say(text)

    def picture(self, name: str, words: str) -> Path:
        """Show a picture; return where it has to be made."""
        self.say(f"![{words}]({PICTURES}/{name})")
        return self.teller.transcript.parent / PICTURES / name

    def pipeline(
        self,
        *words: str,
        secrets: Mapping[str, str] | None = None,
        refused: bool = False,
    ) -> str:
        """Call a function of the pipeline."""
        place = self.workshop.source
        return self.teller.pipeline(
            *words, cwd=place, secrets=secrets or {}, refused=refused
        )

    def kubectl(self, *words: str) -> str:
        """Ask the cluster."""
        kubectl = str(self.workshop.cluster.binaries["kubectl"])
        return self.teller.run(kubectl, *words, cwd=self.workshop.folder)

    def keep(self, command: str, file: str, text: str) -> None:
        """Write what a command has answered to a file."""
        (self.workshop.source / file).write_text(text)
        self.say(f"```console\n$ {command} > {file}\n```")

    def end(self) -> None:
        """Leave the transcript."""
        self.say(
            "All that was started for this is gone again; the cluster runs on until"
            " `make cluster-stop`."
        )
        self.teller.save()
