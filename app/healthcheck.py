"""Ask the service whether it lives: the health check of its container."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def alive(port: int) -> bool:
    """Tell whether the service on this machine answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if alive(int(os.environ.get("PORT") or "8000")) else 1)
