"""Does a control plane say at once what keeps it from starting?"""

import os
import socket
from pathlib import Path

import pytest

from cluster import programs
from cluster.control_plane import PROGRAMS, ControlPlane, Ports
from cluster.host import Loopback
from engine.layout import Layout
from local.errors import LocalError


def test_an_etcd_that_died_is_named(tmp_path: Path) -> None:
    """The API server would wait for it, and say nothing of it."""
    binaries = programs.built(Layout.of(dict(os.environ)), PROGRAMS)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        chosen = Ports.free()._replace(peer=taken.getsockname()[1])
        plane = ControlPlane(Loopback(tmp_path), chosen, binaries)
        with pytest.raises(LocalError, match="could not start etcd: it died"):
            plane.start()
        plane.stop()
