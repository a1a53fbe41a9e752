"""The command line: python3 -m engine up|exec|status|stop|clean|venv."""

import argparse
import errno
import os
import sys
from pathlib import Path

from engine.errors import EngineError
from engine.layout import Layout
from engine.progress import say


def main(words: list[str]) -> int:
    """Do what was typed; a problem is one message on stderr and exit code 1."""
    asked = parser().parse_args(words)
    try:
        return act(asked, Layout.of(dict(os.environ)))
    except EngineError as error:
        say(str(error))
        return 1
    except OSError as error:
        full = error.errno == errno.ENOSPC
        hint = "free some space and run it again" if full else "see the logs"
        say(f"could not go on: {error}; {hint}")
        return 1
    except KeyboardInterrupt:
        say("stopped; run it again to go on")
        return 130


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = argparse.ArgumentParser(prog="engine", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("up", help="make an engine ready and say which one")
    run = commands.add_parser("exec", help="run a command that finds the engine")
    run.add_argument("argv", nargs=argparse.REMAINDER, metavar="COMMAND")
    commands.add_parser("status", help="say whether it runs and where its logs are")
    commands.add_parser("stop", help="stop it")
    commands.add_parser("clean", help="remove it and all that was built for it")
    venv = commands.add_parser("venv", help="make the tests' environment")
    venv.add_argument("folder", type=Path)
    return top


def act(asked: argparse.Namespace, layout: Layout) -> int:
    """Dispatch; what a command needs is imported only for that command."""
    if asked.command in ("up", "exec"):
        from engine.up import ready

        found = ready(layout, os.environ)
        if asked.command == "up":
            print(f"engine: {found.choice.kind.value}, {found.choice.reason}")
            return 0
        return execute(asked.argv, found.environment)
    if asked.command == "venv":
        from engine.venv import sync

        sync(layout, asked.folder)
        return 0
    from engine import status

    return {"status": status.status, "stop": status.stop, "clean": status.clean}[
        asked.command
    ](layout)


def execute(argv: list[str], environment: dict[str, str]) -> int:
    """Become the command."""
    os.environ.update(environment)
    try:
        os.execvp(argv[0], argv)
    except (IndexError, FileNotFoundError) as error:
        raise EngineError(
            f"could not run '{' '.join(argv)}': no such command; name one after exec"
        ) from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
