"""The command line: python3 -m demo [TRANSCRIPT]."""

import sys
from pathlib import Path

from demo.ground import ground
from demo.story import Story
from demo.telling import Teller
from engine.errors import EngineError
from engine.progress import say
from local.errors import LocalError

TRANSCRIPT = Path(".local/demo-ship.md")


def main(words: list[str]) -> int:
    """Tell the story; a problem is one message on stderr and exit code 1."""
    transcript = Path(words[0]) if words else TRANSCRIPT
    try:
        with ground() as there:
            teller = Teller(sys.stdout, transcript)
            Story(teller, there).tell()
            teller.save()
    except (EngineError, LocalError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; all that was started is gone again")
        return 130
    say(f"the transcript is in {transcript}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
