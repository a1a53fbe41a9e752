"""What a program in the background gets of whoever started it."""

import os
from pathlib import Path

from local.places import Places
from local.plain import Plain
from local.process import Process
from local.tokens import Tokens


def test_it_does_not_keep_the_files_of_who_started_it(tmp_path: Path) -> None:
    """A lock would never be free again, and a reader would wait for ever."""
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    process = Process("sleeper", tmp_path)
    process.start(["sleep", "60"], os.environ)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            assert b"" == pipe.read()
        assert process.pid() is not None
    finally:
        process.kill()


def test_the_service_is_for_this_machine_unless_asked(tmp_path: Path) -> None:
    """Tokens and a ledger on a laptop are nobody else's business."""
    plain = Plain(Places.of({}, tmp_path))
    environment = plain._environment(Tokens.kept(tmp_path))

    assert {"127.0.0.1"} == {environment["ADDRESS"], environment["METRICS_ADDRESS"]}
