"""Tell whose request it is, believing trusted proxies only."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

FORWARDED = "HTTP_X_FORWARDED_FOR"
# Where a request has the address of its client.
CLIENT = "release_ledger.client"


class Clients:
    """Addresses of clients, of which some are proxies."""

    def __init__(self, proxies: str) -> None:
        self._networks = [ip_network(each.strip()) for each in proxies.split(",")]

    def address(self, environ: Mapping[str, str]) -> str:
        """Return the last address that no trusted proxy vouches to be another's."""
        peer = environ.get("REMOTE_ADDR", "")
        named = environ.get(FORWARDED)
        # From the last: what stands before it, anybody may have sent.
        for each in reversed(named.split(",")) if named else ():
            if not self.trusts(peer) or not is_address(each.strip()):
                break
            peer = each.strip()
        return peer

    def trusts(self, address: str) -> bool:
        """Tell whether an address is a trusted proxy's."""
        return is_address(address) and any(
            ip_address(address) in network for network in self._networks
        )


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
