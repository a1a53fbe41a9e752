"""HAProxy, for tests of what a load balancer does to the service."""

from local.debian import Executable, Program, find

HAPROXY = Program("haproxy", ("haproxy",), "usr/sbin/haproxy")


def executable() -> Executable:
    """Return the program and its environment; Missing where it is not to be had."""
    return find(HAPROXY)
