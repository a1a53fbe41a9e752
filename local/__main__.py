"""The command line: python3 -m local up|down|status|seed."""

import argparse
import os
import sys
from datetime import UTC, datetime

from engine.errors import EngineError
from engine.progress import say
from local import compose
from local.client import Client
from local.compose import Compose
from local.errors import LocalError
from local.history import history
from local.places import Places
from local.plain import Plain
from local.tokens import PERSON, Tokens

COMMANDS = {
    "up": "start the service and all it needs",
    "down": "stop them",
    "status": "show what runs, and where",
    "seed": "send the service two months of deployments",
}


def main(words: list[str]) -> int:
    """Do what was typed; a problem is one message on stderr and exit code 1."""
    asked = parser().parse_args(words)
    try:
        act(asked.command, Places.of(os.environ))
    except (LocalError, EngineError) as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"could not go on: {error}; fix that and run it again")
        return 1
    except KeyboardInterrupt:
        say("stopped; run it again to go on, or 'make down'")
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = argparse.ArgumentParser(prog="local", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, about in COMMANDS.items():
        commands.add_parser(name, help=about)
    return top


def act(command: str, places: Places) -> None:
    """Dispatch."""
    if command == "up":
        up(places)
    elif command == "down":
        down(places)
    elif command == "status":
        status(places)
    else:
        seed(_client(places, Tokens.kept(places.folder)))


def up(places: Places) -> None:
    """Start all, fill an empty ledger, and say where the board is."""
    tokens = Tokens.kept(places.folder)
    client = _client(places, tokens)
    plain = Plain(places)
    if plain.service.pid() is None and compose.works():
        Compose(places).up(tokens)
    else:
        plain.up(tokens, client)
    if client.is_empty():
        seed(client)
    print(welcome(places, tokens))


def down(places: Places) -> None:
    """Stop all, however it was started."""
    if not Plain(places).down():
        say("no process runs")
    if Compose(places).was_up():
        Compose(places).down()


def status(places: Places) -> None:
    """Tell what runs, and where."""
    print("\n".join(Plain(places).status()))
    if Compose(places).was_up():
        Compose(places).status()


def seed(client: Client) -> None:
    """Send a history that ends now."""
    reports = history(datetime.now(UTC))
    for report in reports:
        client.report(report)
    say(f"{len(reports)} deployments of the last two months are in the ledger")


def welcome(places: Places, tokens: Tokens) -> str:
    """Say what a person can do now."""
    return (
        f"board:    {places.url}/\n"
        f"sign in:  as {PERSON}, with the token {tokens.sign_in}\n"
        f"API:      Authorization: Bearer {tokens.api}\n"
        "stop:     make down"
    )


def _client(places: Places, tokens: Tokens) -> Client:
    return Client(places.url, tokens.api)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
