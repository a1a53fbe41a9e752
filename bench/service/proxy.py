"""A load balancer before two instances, as one would run it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local import haproxy, ports
from tests.serving import ask, wait

CONFIG = """\
global
    maxconn 1000

defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 30s
    timeout check 2s
    retries {retries}
    no option redispatch

frontend public
    bind 127.0.0.1:{port}
    default_backend service

frontend statistics
    bind 127.0.0.1:{statistics}
    stats enable
    stats uri /

backend service
    balance roundrobin
    option httpchk GET /readyz
    http-check expect status 200
    {more}
    default-server check inter 300ms fall 2 rise 2
"""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running load balancer."""

    port: int
    statistics: int

    def up(self) -> int:
        """Return how many instances it sends requests to."""
        try:
            lines = ask(self.statistics, "GET", "/;csv")[1].splitlines()
        except OSError:
            return 0
        rows = (line.split(",") for line in lines if line.startswith("service,"))
        return sum(row[17] == "UP" for row in rows if row[1] != "BACKEND")


@contextmanager
def balancing(folder: Path, instances: list[int], retry: bool) -> Iterator[Proxy]:
    """Run HAProxy before instances, until the caller is done with it."""
    proxy = Proxy(ports.free(), ports.free())
    config = folder / "haproxy.cfg"
    config.write_text(configuration(proxy, instances, retry))
    program = haproxy.executable()
    argv = [str(program.path), "-db", "-f", str(config)]
    with open(folder / "haproxy.log", "ab") as log:
        process = subprocess.Popen(argv, env=dict(program.env), stdout=log, stderr=log)
    try:
        wait(lambda: proxy.up() == len(instances) or process.poll() is not None)
        assert process.poll() is None, f"HAProxy has ended: see {folder}/haproxy.log"
        yield proxy
    finally:
        process.terminate()
        process.wait(60)


def configuration(proxy: Proxy, instances: list[int], retry: bool) -> str:
    """Write the configuration; what is retried was never sent."""
    servers = (f"    server s{p} 127.0.0.1:{p}\n" for p in instances)
    return CONFIG.format(
        port=proxy.port,
        statistics=proxy.statistics,
        retries=3 if retry else 0,
        more="retry-on conn-failure\n    option redispatch 1" if retry else "",
    ) + "".join(servers)
