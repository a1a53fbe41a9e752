"""Are programs told what people are told?"""

import json
from dataclasses import replace

from pipeline.core.environments import as_json
from pipeline.core.environments.dora import measure
from pipeline.core.environments.history import history
from pipeline.core.environments.hold import Hold
from pipeline.core.environments.hold import text as marker
from tests.pipeline.deploy.shipping import (
    DEV,
    NOON,
    PLACES,
    Repository,
    digest,
    release,
    running,
)

BAD = Hold(digest(2), "slow", "Ada", NOON, release(2).commit, 2)
TOLD = {
    "Deploy-Kind": "rollback",
    "Deploy-Digest": digest(1),
    "Approved-By": "Ada, Grace",
}


def test_an_entry_of_a_history_says_why_and_who_approved() -> None:
    """What is not known is null."""
    repository = Repository().runs(DEV, release(1), release(2))
    path = PLACES.hold(DEV, digest(2))
    repository.write({**running(DEV, release(1)), path: marker(BAD)})
    newest, *older = repository.past[DEV]
    repository.past[DEV] = [replace(newest, facts=(TOLD,)), *older]
    found = json.loads(as_json.history(history(repository.snapshot(), PLACES, DEV)))
    back, second, first = found["history"]

    assert back == {
        "commit": f"{3:040x}",
        "time": "2026-03-01T15:00:00Z",
        "author": "Ada",
        "change": "rollback",
        "digest": digest(1),
        "before": digest(2),
        "version": "1.1.0",
        "build": 1,
        "source": release(1).commit,
        "held": [digest(2)],
        "released": [],
        "reason": "slow",
        "approved_by": "Ada, Grace",
    }
    assert [None, None] == [first["before"], second["reason"]]


def test_holds_and_figures_are_told() -> None:
    """Durations in seconds."""
    assert json.loads(as_json.holds([BAD, Hold(digest(3), "odd", "", None)])) == {
        "holds": [
            {
                "digest": digest(2),
                "reason": "slow",
                "by": "Ada",
                "at": "2026-03-01T12:00:00Z",
                "commit": release(2).commit,
                "build": 2,
            },
            {
                "digest": digest(3),
                "reason": "odd",
                "by": None,
                "at": None,
                "commit": None,
                "build": None,
            },
        ]
    }
    repository = Repository().runs(DEV, release(1), release(2))
    entries = history(repository.snapshot(), PLACES, DEV)
    figures = json.loads(as_json.dora(measure(entries, DEV, 7, repository.now)))
    assert (2, 0.0, 0.0) == (
        figures["deployments"],
        figures["lead_time"],
        figures["change_failure_rate"],
    )
    assert figures["time_to_restore"] is None
