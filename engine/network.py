"""What the engine leaves on the machine's network, and its removal."""

import os
import re
import shlex
import signal
import subprocess
from pathlib import Path

from engine.layout import Layout

NAMES = Path("/run/containers/cni/dnsname")
# The network plug-ins make a chain for each container, named by a hash.
OWN_CHAIN = re.compile(r"CNI-[0-9a-f]{24}")


def remove(layout: Layout) -> None:
    """Remove the bridge, its name server and every rule of its addresses.

    A stopped engine leaves the bridge; a killed one leaves all of it. Policies
    and other programs' rules are not touched.
    """
    _stop_name_server(layout.bridge)
    for link in _links(layout.bridge):
        subprocess.run(["ip", "link", "delete", link], capture_output=True, check=False)
    for table in ("filter", "nat"):
        _remove_rules(["iptables", "-t", table], layout)


def _remove_rules(iptables: list[str], layout: Layout) -> None:
    """Delete the rules that name an address or network of ours, and their chains."""
    beginning = ".".join(layout.subnet.split(".")[:2]) + "."
    listed = subprocess.run([*iptables, "-S"], capture_output=True, text=True)
    rules = [
        shlex.split(line)[1:]
        for line in listed.stdout.splitlines()
        if line.startswith("-A") and (f" {beginning}" in line or layout.bridge in line)
    ]
    for chain, *rule in rules:
        subprocess.run([*iptables, "-D", chain, *rule], check=True)
    for chain in {chain for chain, *_ in rules if OWN_CHAIN.fullmatch(chain)}:
        subprocess.run([*iptables, "-X", chain], check=True)


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
