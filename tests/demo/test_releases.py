"""Are the demo's releases what it calls them, and is a red one never shipped?"""

import builtins
import io
from typing import Any

import pytest
from flask import Flask

from cluster.faults import SERVER
from demo.cluster import releases
from demo.cluster.releases import Shown
from pipeline.core.release import release_json
from tests.pipeline.deploy.shipping import digest, release

GOOD = Shown("good", release_json.text(release(build=7)))
SEARCH = "search release-ledger-{}.svc.cluster.local svc.cluster.local\n"


def test_another_release_has_a_record_that_the_pipeline_reads() -> None:
    """It differs by its image and what was named."""
    bad = GOOD.other("bad", digest(8), version="9.9.9", build=8)
    found = release_json.read(bad.record, "release.json")

    assert (digest(8), digest(8)) == (found.image.digest, bad.digest)
    assert releases.IMAGES == found.image.repository
    assert ("9.9.9", 8) == (found.version, found.build)
    assert release(build=7).evidence == found.evidence
    assert release(build=7).commit == found.commit


@pytest.mark.parametrize(
    ("verdict", "required", "red"),
    [
        pytest.param("passed", True, [], id="passed"),
        pytest.param("failed", False, ["lint black"], id="failed"),
        pytest.param("skipped", True, ["lint black"], id="required and skipped"),
        pytest.param("skipped", False, [], id="skipped"),
    ],
)
def test_a_release_with_a_red_leg_is_noticed(
    verdict: str, required: bool, red: list[str]
) -> None:
    """Else the story would only end at the promotion."""
    leg = {"stage": "lint", "leg": "black", "verdict": verdict, "required": required}
    assert red == releases.red_legs({"evidence": [leg]})


@pytest.mark.parametrize(
    ("environment", "status"), [("staging", 200), ("production", 500)]
)
def test_the_bad_release_is_bad_in_production_only(
    environment: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the search domains of its pod."""
    app = Flask("service")
    app.add_url_rule("/api/v1/dora", view_func=lambda: "figures")
    app.add_url_rule("/healthz", endpoint="healthz", view_func=lambda: "alive")
    before_each = _load(releases.broken_files()[SERVER])["before_each"]
    app.before_request(before_each)
    text = SEARCH.format(environment)
    monkeypatch.setattr(builtins, "open", lambda *_: io.StringIO(text))

    client = app.test_client()
    assert status == client.get("/api/v1/dora").status_code
    assert 200 == client.get("/healthz").status_code


def _load(settings: str) -> dict[str, Any]:
    """Run the part that the bad release adds to the server's settings."""
    addition = settings[settings.index("def post_worker_init") :]
    names: dict[str, Any] = {"Worker": object}
    exec(compile(addition, "gunicorn.conf.py", "exec"), names)
    return names
