"""Is all that the service imports compiled, and does a changed source count?"""

import re

from tests.image.confined import Confined
from tests.image.test_running import started
from tests.places import Place
from tests.serving import wait

COMPILED = re.compile(r"^# code object from '?(/[^'\n]+\.py)'?$", re.MULTILINE)
# gunicorn reads its settings as a script.
SCRIPTS = {"/service/gunicorn.conf.py"}
# For each compiled file: whether it is checked by content, and fits its source. Of
# libraries there is no source: theirs is imported as it is.
CHECK = """
from importlib.util import source_from_cache, source_hash
from pathlib import Path

count = 0
for path in Path("/service").rglob("*.pyc"):
    head = path.read_bytes()[:16]
    source = Path(source_from_cache(str(path))).read_bytes()
    assert int.from_bytes(head[4:8], "little") == 0b11, path
    assert head[8:16] == source_hash(source), path
    count += 1
print(count)
"""


def compiled(confined: Confined, place: Place | None = None, **more: str) -> set[str]:
    """Return the sources that a run of the service had to compile."""
    with started(confined, place, PYTHONVERBOSE="1", **more) as server:
        assert 200 == server.get("/")[0]
        wait(lambda: 200 == server.get("/readyz")[0])
    said = (confined.folder / "stderr").read_text()
    assert "matches /service/app/" in said
    return set(COMPILED.findall(said)) - SCRIPTS


def test_a_start_compiles_nothing(confined: Confined) -> None:
    """Migrations of a new database included."""
    assert set() == compiled(confined)


def test_a_start_on_real_servers_compiles_nothing(
    confined: Confined, served: Place
) -> None:
    """The drivers are loaded by their names."""
    assert set() == compiled(confined, served, REDIS_URL=served.redis_url)


def test_a_start_that_sends_traces_compiles_nothing(confined: Confined) -> None:
    """The libraries for it are loaded only then."""
    nobody = "http://127.0.0.1:9"
    assert set() == compiled(confined, OTEL_EXPORTER_OTLP_ENDPOINT=nobody)


def test_bytecode_is_checked_against_its_source(confined: Confined) -> None:
    """All of it fits; a file that is mounted over another is not ignored."""
    assert 60 < int(confined.python(CHECK))


def test_what_is_not_compiled_is_seen(confined: Confined) -> None:
    """Otherwise the tests above could not fail."""
    source = confined.folder / "planted.py"
    source.write_text("")
    code = f"import sys; sys.path.append('{confined.folder}'); import planted"
    done = confined.run("python", "-v", "-c", code)
    assert str(source) in COMPILED.findall(done.stderr)
