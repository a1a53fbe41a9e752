"""The command line: python3 -m demo.cluster [TRANSCRIPT]."""

import sys
from pathlib import Path

from demo.cluster.ground import followed, workshop
from demo.cluster.opening import Opening
from demo.cluster.story import Story
from demo.cluster.telling import Scribe
from engine.errors import EngineError
from engine.progress import say
from local.errors import LocalError
from monitoring.series import SeriesError

TRANSCRIPT = Path("docs/demo-cluster.md")


def main(words: list[str]) -> int:
    """Tell the story; a problem is one message on stderr and exit code 1."""
    transcript = Path(words[0]) if words else TRANSCRIPT
    try:
        tell(transcript)
    except (EngineError, LocalError, SeriesError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; all that was started is gone again, but for the cluster")
        return 130
    say(f"the transcript is in {transcript}")
    return 0


def tell(transcript: Path) -> None:
    """Tell all of it, and remove what was started for it."""
    with workshop() as there:
        scribe = Scribe.of(transcript, there)
        good, before = Opening(scribe, there).tell()
        with followed(there, before.digest) as ground:
            Story(scribe, ground, good, before).tell()
    scribe.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
