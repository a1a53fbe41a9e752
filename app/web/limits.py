"""Refuse sign-ins and writes that come too often, before they cost anything."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from app.memory.limits import Limit
from app.observe.clients import CLIENT, is_address
from app.services import services
from app.web import people
from app.web.tokens import digest

READS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_INS = frozenset({"account.sign_in", "sessions.create"})


def install(app: Flask) -> None:
    """Count what comes to an application, whatever becomes of it."""
    app.before_request(refuse_too_many)


def refuse_too_many() -> None:
    """Refuse this request when it is one too many in this minute."""
    if request.method in READS:
        return
    if exceeded := services().limits.count([*limits()]):
        limit, seconds = exceeded.limit, exceeded.seconds
        raise TooManyRequests(
            f"could not accept the request: there were more than {limit.most}"
            f" {limit.what} in this minute; send it again in {seconds} s",
            retry_after=seconds,
        )


def limits() -> Iterator[Limit]:
    """Return what this request counts for."""
    settings, place = services().settings, network(request.environ[CLIENT])
    if request.endpoint in SIGN_INS:
        key = f"sign-in:{place}"
        yield Limit("sign-ins from one address", key, settings.sign_in_limit)
        return
    most = settings.address_write_limit
    yield Limit("writes from one address", f"address:{place}", most)
    if secret := credential():
        key = f"token:{digest(secret)}"
        yield Limit("writes with one token", key, settings.token_write_limit)


def network(address: str) -> str:
    """Return what belongs to one client: of IPv6 a network, of which it has all."""
    if is_address(address) and ip_address(address).version == 6:
        return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
    return address


def credential() -> str | None:
    """Return the secret that a request carries, known or not."""
    given = request.authorization
    bearer = given.token if given and given.type == "bearer" else None
    return bearer or request.cookies.get(people.cookie_name())
