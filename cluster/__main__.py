"""The command line: python3 -m cluster up|stop|clean|status|exec."""

import argparse
import os
import sys
import time

from cluster.cluster import Cluster
from cluster.errors import ClusterError
from engine import built
from engine.errors import EngineError
from engine.progress import say
from local.errors import LocalError

COMMANDS = {
    "up": "start the cluster; build what is missing first",
    "stop": "stop it; what is in it stays",
    "clean": "stop it and remove what is in it; programs stay",
    "status": "say what runs, and where its logs are",
    "exec": "run a command with KUBECONFIG set and kubectl on the PATH",
}


def main(words: list[str]) -> int:
    """Do what was typed; a problem is one message on stderr and exit code 1."""
    asked = parser().parse_args(words)
    try:
        return act(asked.command, asked.words, Cluster.of(dict(os.environ)))
    except (ClusterError, EngineError, LocalError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped; run it again to go on, or 'make cluster-stop'")
        return 130


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = argparse.ArgumentParser(prog="cluster", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about)
        command.set_defaults(words=[])
        if name == "exec":
            command.add_argument("words", nargs=argparse.REMAINDER)
    return top


def act(command: str, words: list[str], cluster: Cluster) -> int:
    """Dispatch."""
    if command == "up":
        up(cluster)
    elif command == "stop":
        say("stopped" if cluster.stop() else "no cluster runs")
    elif command == "clean":
        cluster.clean()
    elif command == "status":
        print("\n".join(cluster.status()))
    else:
        execute(cluster, words)
    return 0


def up(cluster: Cluster) -> None:
    """Start it and say how to use it."""
    built.must_be_possible()
    beginning = time.monotonic()
    cluster.start()
    say(f"cluster ready in {time.monotonic() - beginning:.0f} s")
    print(f"export KUBECONFIG={cluster.plane.kubeconfig}")


def execute(cluster: Cluster, words: list[str]) -> None:
    """Become the command, which finds kubectl and the cluster."""
    if not words:
        raise ClusterError("could not run a command: there is none; add one to 'exec'")
    if not cluster.is_running:
        raise ClusterError("could not find the cluster: it is stopped; 'make cluster'")
    kubectl = cluster.binaries["kubectl"].parent
    env = {
        **os.environ,
        "KUBECONFIG": str(cluster.plane.kubeconfig),
        "PATH": f"{kubectl}:{os.environ.get('PATH', os.defpath)}",
    }
    try:
        os.execvpe(words[0], words, env)
    except FileNotFoundError as error:
        raise ClusterError(
            f"could not run '{words[0]}': it is not on the PATH; check its name"
        ) from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
