"""Are the releases that a cluster has to stop bad, each in the way that it says?"""

from pathlib import Path

import pytest

from app.store import schema
from cluster.faults import FAULTS, SERVER
from tests.places import Place
from tests.serving import GUNICORN, serving, wait

BY_NAME = {fault.name: fault for fault in FAULTS}


def command(name: str, folder: Path) -> tuple[str, ...]:
    """Return what starts the service with a fault in its server's settings."""
    file = folder / "gunicorn.conf.py"
    file.write_text(BY_NAME[name].files[SERVER])
    return (*GUNICORN, f"--config={file}")


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        pytest.param("errors", "/api/v1/deployments", 500, id="errors"),
        pytest.param("slow", "/api/v1/deployments", 200, id="slow"),
        pytest.param("memory", "/api/v1/deployments", 200, id="memory"),
        pytest.param("never-ready", "/readyz", 503, id="never ready"),
    ],
)
def test_a_faulty_release_starts_and_fails_later(
    name: str, path: str, status: int, embedded: Place, tmp_path: Path
) -> None:
    """It is no crash at its start that ends it."""
    with serving(embedded, tmp_path, command(name, tmp_path)) as server:
        assert status == server.get(path)[0]
        assert 200 == server.get("/healthz")[0]


def test_a_release_without_metrics_serves_all_the_same(
    embedded: Place, tmp_path: Path
) -> None:
    """Nothing answers where Prometheus asks."""
    given = command("no-metrics", tmp_path)
    with serving(embedded, tmp_path, given) as server:
        assert 200 == server.get("/api/v1/deployments")[0]
        with pytest.raises(ConnectionRefusedError):
            server.samples()


def test_a_release_that_crashes_at_its_start_never_answers(
    embedded: Place, tmp_path: Path
) -> None:
    """Its server ends."""
    given = command("crash-loop", tmp_path)
    with pytest.raises(AssertionError, match="crashes at its start"):
        with serving(embedded, tmp_path, given) as server:
            wait(server.up)


def test_the_migration_that_fails_follows_the_newest() -> None:
    """Else there were two that claim the same place, and another error."""
    [(name, text)] = BY_NAME["migration"].files.items()
    found: dict[str, object] = {}
    exec(compile(text, name, "exec"), found)

    newest = schema.newest().revision
    assert (str(newest + 1), str(newest)) == (
        found["revision"],
        found["down_revision"],
    )
    assert name.endswith(f"/app/store/migrations/versions/{newest + 1:04}_fails.py")
