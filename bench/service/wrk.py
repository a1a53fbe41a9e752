"""How many requests a second a server answers when asked as fast as it can."""

import re
import subprocess
from functools import cache

from local.debian import Executable, Program, find

WRK = Program("wrk", ("wrk",), "usr/bin/wrk")
CONNECTIONS = 32
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAILURES = re.compile(r"Socket errors.*|Non-2xx.*")


@cache
def executable() -> Executable:
    """Return the program; Missing where it is not to be had."""
    return find(WRK)


def rate(url: str, seconds: int) -> float:
    """Return the requests a second of a closed loop; failed ones end it."""
    wrk = executable()
    done = subprocess.run(
        [str(wrk.path), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url],
        env=dict(wrk.env),
        capture_output=True,
        text=True,
        check=True,
    )
    found = RATE.search(done.stdout)
    if found is None or FAILURES.search(done.stdout):
        raise SystemExit(f"could not measure {url}:\n{done.stdout}")
    return float(found[1])
