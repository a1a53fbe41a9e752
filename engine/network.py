"""What the engine leaves on the machine's network, and its removal."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

from engine.layout import Layout

NAMES = Path("/run/containers/cni/dnsname")
# The second is where systemd keeps those that its own resolver asks.
RESOLVERS = (Path("/etc/resolv.conf"), Path("/run/systemd/resolve/resolv.conf"))
# The network plug-ins make a chain for each container, named by a hash.
OWN_CHAIN = re.compile(r"CNI-[0-9a-f]{24}")


def take(layout: Layout) -> str:
    """Choose addresses that nobody on this machine has, and note them as ours."""
    subnet = free(in_use(), int(layout.short_name, 16))
    _note(layout).write_text(subnet)
    return subnet


def free(taken: Iterable[str], first: int) -> str:
    """Return a /16 of 10.128.0.0/9 that holds none of the addresses.

    A prefix begins to look at a number of its own, so it keeps its addresses.
    """
    held = {tuple(address.split(".")[:2]) for address in taken}
    numbers = (str(128 + (first + step) % 128) for step in range(128))
    return next(f"10.{n}.0.0/16" for n in numbers if ("10", n) not in held)


def subnet(layout: Layout) -> str | None:
    """Return the containers' addresses; None when the engine has none."""
    return _note(layout).read_text() if _note(layout).exists() else None


def _note(layout: Layout) -> Path:
    return layout.run / "subnet"


def in_use() -> list[str]:
    """List the addresses that this machine has, has routes to, or asks for names.

    A bridge with a name server's address in it would leave everybody without names.
    """
    routes = subprocess.run(
        ["ip", "-4", "route"], capture_output=True, text=True, check=True
    )
    found = re.findall(r"\d+\.\d+\.\d+\.\d+", routes.stdout)
    files = [file.read_text() for file in RESOLVERS if file.exists()]
    return [*addresses(), *found, *name_servers("\n".join(files))]


def name_servers(resolvers: str) -> list[str]:
    """Read the addresses of name servers, in the format of resolv.conf."""
    return re.findall(r"^nameserver\s+([\d.]+)\s*$", resolvers, re.MULTILINE)


def addresses() -> list[str]:
    """List the addresses that this machine's links have."""
    listed = subprocess.run(
        ["ip", "-4", "-o", "addr"], capture_output=True, text=True, check=True
    )
    return re.findall(r" inet ([\d.]+)", listed.stdout)


def remove(layout: Layout) -> None:
    """Remove the bridge, its name server and every rule of its addresses.

    A stopped engine leaves the bridge; a killed one leaves all of it. Policies
    and other programs' rules are not touched.
    """
    _stop_name_server(layout.bridge)
    for link in _links(layout.bridge):
        subprocess.run(["ip", "link", "delete", link], capture_output=True, check=False)
    signs = [layout.bridge]
    beginning = (subnet(layout) or "").removesuffix("0.0/16")
    # After a restart of the machine another engine may have what was ours.
    if beginning and not any(held.startswith(beginning) for held in addresses()):
        signs.append(f" {beginning}")
    for table in ("filter", "nat"):
        _remove_rules(["iptables", "-t", table], signs)
    _note(layout).unlink(missing_ok=True)


def _remove_rules(iptables: list[str], signs: list[str]) -> None:
    """Delete the rules in which one of the signs stands, and their chains."""
    listed = subprocess.run([*iptables, "-S"], capture_output=True, text=True)
    rules = [
        shlex.split(line)[1:]
        for line in listed.stdout.splitlines()
        if line.startswith("-A") and any(sign in line for sign in signs)
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
