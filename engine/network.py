"""What the engine leaves on the machine's network, and its removal."""

import os
import shlex
import signal
import subprocess
from pathlib import Path

from engine.layout import Layout

NAMES = Path("/run/containers/cni/dnsname")


def remove(layout: Layout) -> None:
    """Remove the bridge, its name server and every rule of its addresses.

    A stopped engine leaves the bridge; a killed one leaves all of it. Policies
    and other programs' rules are not touched.
    """
    _stop_name_server(layout.bridge)
    for link in _links(layout.bridge):
        subprocess.run(["ip", "link", "delete", link], capture_output=True, check=False)
    for table in ("filter", "nat"):
        for rule in _rules(table, layout.subnet):
            subprocess.run(["iptables", "-t", table, *rule], check=True)


def _stop_name_server(bridge: str) -> None:
    pid_file = NAMES / bridge / "pidfile"
    try:
        pid = int(pid_file.read_text())
        if "dnsmasq" in Path(f"/proc/{pid}/comm").read_text():
            os.kill(pid, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return


def _links(bridge: str) -> list[str]:
    """List the bridge and the ends of containers' links that hang on it."""
    folder = Path("/sys/class/net")
    ports = folder / f"{bridge}0" / "brif"
    links = [port.name for port in ports.iterdir()] if ports.is_dir() else []
    return links + [link.name for link in folder.glob(f"{bridge}*")]


def _rules(table: str, subnet: str) -> list[list[str]]:
    """List the deletions of all rules that name an address of ours."""
    listed = subprocess.run(
        ["iptables", "-t", table, "-S"], capture_output=True, text=True, check=False
    )
    ours = " ".join(subnet.split(".")[:2]).replace(" ", ".") + "."
    return [
        shlex.split(line.replace("-A", "-D", 1))
        for line in listed.stdout.splitlines()
        if line.startswith("-A") and f" {ours}" in line
    ]
