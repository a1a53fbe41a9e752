"""Send a version real requests, so that there is something to measure.

It runs in the service's own image, which has no more than what the service imports.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException
from threading import Thread
from time import monotonic, sleep

PATHS = ("/", "/api/v1/environments", "/api/v1/deployments", "/api/v1/dora")
SENDERS = 8
# Between two requests of one sender: sixteen a second altogether.
PAUSE = 0.5
TIMEOUT = 5
# Of a hundred requests one may get lost.
TOLERATED = 0.01


def answered(host: str, port: int, path: str) -> bool:
    """Tell whether a request was answered, and not with an error of the server."""
    # A connection of its own: each may reach another pod.
    connection = HTTPConnection(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def send(host: str, port: int, until: float, answers: list[bool]) -> None:
    """Ask for one path after another until the time is over, at least once."""
    number = 0
    while not number or monotonic() < until:
        answers.append(answered(host, port, PATHS[number % len(PATHS)]))
        number += 1
        sleep(PAUSE)


def traffic(host: str, port: int, seconds: float) -> list[bool]:
    """Return, for each of many requests, whether it was answered."""
    answers: list[bool] = []
    given = (host, port, monotonic() + seconds, answers)
    senders = [Thread(target=send, args=given) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return answers


def main() -> int:
    """Return 1 where too many requests were not answered."""
    host, _, port = os.environ["SERVICE"].partition(":")
    answers = traffic(host, int(port or 80), float(os.environ["SECONDS"]))
    failed = answers.count(False)
    print(f"{len(answers)} requests to {host}, {failed} without a good answer")
    return 1 if failed > TOLERATED * len(answers) else 0


if __name__ == "__main__":
    sys.exit(main())
