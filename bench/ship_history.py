"""How the time to read a history grows with the deployments of an environment."""

import time
from typing import Final

from bench.ship import Bench, serving
from tests.deploy import hands
from tests.pipeline.deploy.shipping import DEV, release, running

DEPLOYMENTS: Final = (500, 1000, 2000, 4000)
QUESTIONS: Final = ("history", "dora")


def deployed(bench: Bench, deployments: int) -> None:
    """Put that many releases into dev, one after another."""
    lines = []
    for number in range(1, deployments + 1):
        before = b"from refs/heads/main^0\n" if number == 1 else b""
        lines.append(
            b"commit refs/heads/main\ncommitter Ada <a@b> %d +0000\ndata 6\ndeploy\n%s"
            % (hands.SEEDED + number, before)
        )
        for path, text in running(DEV, release(number)).items():
            content = text.encode()
            head = b"M 644 inline %s\ndata %d\n" % (path.encode(), len(content))
            lines.append(head + content + b"\n")
    bench.hosted.git("fast-import", "--quiet", stdin=b"".join(lines))


def asked(bench: Bench, effect: str, arguments: dict[str, object]) -> float:
    """Return how long a command takes, from its start to its answer."""
    start = time.perf_counter()
    bench.ours(effect, arguments)
    return time.perf_counter() - start


def main() -> None:
    """Print the seconds of each question, and of a rollback, beside the number."""
    with serving() as (server, work):
        print("\nReading the past of one environment, command to answer")
        for number in DEPLOYMENTS:
            name = f"history-{number}"
            bench = Bench(server, name, server.add(name), work)
            hands.commit(bench.hosted, hands.seed(), "First")
            deployed(bench, number)
            where: dict[str, object] = {"environment": DEV.value}
            took = {each: asked(bench, each, where) for each in QUESTIONS}
            took["rollback"] = asked(bench, "rollback", {**where, "reason": "bench"})
            seconds = ", ".join(f"{each} {spent:.2f} s" for each, spent in took.items())
            print(f"{number:6} deployments: {seconds}", flush=True)


if __name__ == "__main__":
    main()
