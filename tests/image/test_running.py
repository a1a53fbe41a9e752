"""Does the image run as it will in a cluster: read-only, as nobody, without a shell?"""

import json
import re
import signal
from contextlib import AbstractContextManager

from tests.asking import ask, wait
from tests.engines import ROOT
from tests.image.confined import USER, Confined
from tests.places import Place
from tests.serving import Server, serving


def started(
    confined: Confined, place: Place | None = None, **more: str
) -> AbstractContextManager[Server]:
    """Run what the image runs, on the database of the image if no other is given."""
    chosen = place or Place(confined.env["DATABASE_URL"])
    own = confined.env | {"DATABASE_URL": chosen.database_url} | more
    return serving(chosen, confined.folder, confined.command(), **own)


def test_it_answers(confined: Confined) -> None:
    """From its own volume: nothing else that it can write to is left behind."""
    with started(confined) as server:
        wait(lambda: 200 == server.get("/readyz")[0])
        status, page = server.get("/")
        assert (200, True) == (status, "<!doctype html>" in page)
        assert server.samples()


def test_it_answers_from_real_servers(confined: Confined, served: Place) -> None:
    """PostgreSQL and Redis, through the drivers that are in the image."""
    with started(confined, served) as server:
        wait(lambda: 200 == server.get("/readyz")[0])


def test_its_health_check_tells_a_live_service_from_a_dead_one(
    confined: Confined,
) -> None:
    """Its exit code is what Docker looks at; Dagger leaves it out of an archive."""
    (said,) = re.findall(
        r"HEALTHCHECK .*\n +CMD (.*)", (ROOT / "Dockerfile").read_text()
    )
    command = json.loads(said)
    with started(confined) as server:
        port = {"PORT": str(server.port)}
        assert 0 == confined.run(*command, **port).returncode
    assert 1 == confined.run(*command, **port).returncode


def test_it_drains_before_it_stops(confined: Confined) -> None:
    """It goes on answering for a while after SIGTERM, and ends with 0."""
    with started(confined, DRAIN_SECONDS="2") as server:
        server.process.send_signal(signal.SIGTERM)
        answers: list[int] = []
        while server.process.poll() is None and len(answers) < 10:
            answers.append(ask(server.port, "GET", "/healthz")[0])
        assert [200] * 10 == answers
        assert 0 == server.process.wait(30)


def test_a_migration_job_runs_in_it(confined: Confined) -> None:
    """With the command of the compose file."""
    argv = ("flask", "--app", "app.wsgi:application", "db-upgrade")
    done = confined.run(*argv)
    assert 0 == done.returncode, done.stderr
    assert "the schema is at" in done.stdout


def test_programs_in_it_have_a_user_with_a_name(confined: Confined) -> None:
    """libpq asks for it; and it is no other user's."""
    code = "import os, pwd; print(os.getuid(), pwd.getpwuid(os.getuid()).pw_name)"
    assert f"{USER} service" == confined.python(code)


def test_it_trusts_the_authorities_that_the_distribution_trusts(
    confined: Confined,
) -> None:
    """Every library that does TLS finds them."""
    code = "import ssl; print(len(ssl.create_default_context().get_ca_certs()))"
    assert 100 < int(confined.python(code))


def test_it_speaks_utf_8(confined: Confined) -> None:
    """Its locale is there."""
    code = "import locale; print(locale.setlocale(locale.LC_ALL, ''))"
    assert "C.UTF-8" == confined.python(code)


def test_a_thread_may_end_with_the_process(confined: Confined) -> None:
    """The library that this needs is opened by name, so nothing asks for it before."""
    code = (
        "import threading, time;"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start();"
        "print('done')"
    )
    assert "done" == confined.python(code)
