"""Ask as fast as a server answers, or at a pace, with wrk."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from local.debian import Executable, Program, find

WRK = Program("wrk", ("wrk",), "usr/bin/wrk")
CONNECTIONS = 32
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAILURES = re.compile(r"Socket errors.*|Non-2xx.*")
# So many that an answer which takes long makes few others wait for their turn;
# what it does hold up, wrk adds to the times by itself.
PACED = 128
PACE = """\
function delay() return math.random(0, {longest}) end
function done(summary, latency)
    for _, share in ipairs({{{shares}}}) do
        print("share " .. share .. " " .. latency:percentile(share))
    end
    print("longest " .. latency.max .. " of " .. summary.requests)
end
"""
SHARES = (50.0, 99.0, 99.9)
SHARE = re.compile(r"share ([\d.]+) ([\d.]+)")
LONGEST = re.compile(r"longest ([\d.]+) of (\d+)")


@dataclass(frozen=True, slots=True)
class Answers:
    """How many there were, and milliseconds that a share of them did not exceed."""

    number: int
    percentiles: dict[float, float]
    longest: float


@cache
def executable() -> Executable:
    """Return the program; Missing where it is not to be had."""
    return find(WRK)


def rate(url: str, seconds: int) -> float:
    """Return the requests a second of a closed loop; failed ones end it."""
    said = run(url, f"-c{CONNECTIONS}", f"-d{seconds}s")
    found = RATE.search(said)
    assert found, said
    return float(found[1])


def paced(url: str, rate: float, seconds: int, folder: Path) -> Answers:
    """Ask about so often a second, at random moments; failed ones end it."""
    script = folder / "pace.lua"
    longest = round(2 * 1000 * PACED / rate)
    shares = ", ".join(map(str, SHARES))
    script.write_text(PACE.format(longest=longest, shares=shares))
    said = run(url, f"-c{PACED}", f"-d{seconds}s", "-s", str(script))
    found = LONGEST.search(said)
    assert found, said
    percentiles = {float(s): float(us) / 1000 for s, us in SHARE.findall(said)}
    return Answers(int(found[2]), percentiles, float(found[1]) / 1000)


def run(url: str, *options: str) -> str:
    """Return what wrk says, unless a request failed."""
    wrk = executable()
    done = subprocess.run(
        [str(wrk.path), "-t1", *options, url],
        env=dict(wrk.env),
        capture_output=True,
        text=True,
        check=True,
    )
    if FAILURES.search(done.stdout):
        raise SystemExit(f"could not measure {url}:\n{done.stdout}")
    return done.stdout
