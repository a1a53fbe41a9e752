"""A shop that quotes prices: the smallest service with one of everything."""

from flask import Flask
from flask.typing import ResponseReturnValue

from shop.prices import total


def create_app() -> Flask:
    """Make the service."""
    app = Flask(__name__)

    @app.get("/total/<int:price>/<int:count>")
    def quote(price: int, count: int) -> ResponseReturnValue:
        return {"total": total(price, count)}

    return app
