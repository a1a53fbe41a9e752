"""Read the parameters after the question mark of an address."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

from app.domain.fields import Complaint, InvalidFields, Readers, build
from app.web.api.operations import ATTRIBUTE, Operation

T = TypeVar("T")


def install(app: Flask) -> None:
    """Check the parameters of whatever is described, also where there are none."""
    app.before_request(refuse_others)


def refuse_others() -> None:
    """Refuse parameters that the view of this request does not take."""
    if not request.query_string:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    described = getattr(view, ATTRIBUTE, None)
    if isinstance(described, Operation):
        refuse(described.query)


def read(make: Callable[..., T], readers: Readers, *, blanks: bool = False) -> T:
    """Make a value out of the parameters of this request; forms send blank ones."""
    if not request.query_string:
        return build(make, readers, {})
    refuse(readers)
    given = request.args.items()
    return build(make, readers, {k: v for k, v in given if v or not blanks})


def refuse(readers: Readers) -> None:
    """Refuse parameters that are unknown, or stand twice."""
    found = [
        Complaint(name, rule(readers)) for name in request.args if name not in readers
    ]
    found += [
        Complaint(name, "must be given once")
        for name, values in request.args.lists()
        if len(values) > 1 and name in readers
    ]
    if found:
        raise InvalidFields(tuple(found))


def rule(readers: Readers) -> str:
    """Name what may be given."""
    names = f"are {', '.join(readers)}" if readers else "are none"
    return f"must not be given: the parameters {names}"
