"""Does whoever watches a rollout say what it does?"""

import pytest

from demo.cluster.watching import Timeline, state

PRE, POST = "prePromotionAnalysisRunStatus", "postPromotionAnalysisRunStatus"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param({}, "pods start", id="new"),
        pytest.param({"phase": "Progressing"}, "pods start", id="progressing"),
        pytest.param(
            {"phase": "Paused", "blueGreen": {PRE: {"status": "Running"}}},
            "is analysed in the preview",
            id="preview",
        ),
        pytest.param(
            {
                "phase": "Progressing",
                "blueGreen": {
                    PRE: {"status": "Successful"},
                    POST: {"status": "Pending"},
                },
            },
            "has switched, is analysed again",
            id="switched",
        ),
        pytest.param(
            {"phase": "Degraded", "abort": True, "blueGreen": {PRE: {}}},
            "aborted",
            id="aborted",
        ),
        pytest.param({"phase": "Healthy"}, "healthy", id="healthy"),
        pytest.param({"phase": "Degraded"}, "Degraded", id="anything else"),
    ],
)
def test_the_state_of_a_rollout_is_said_in_words(
    status: dict[str, object], words: str
) -> None:
    """Whatever the controller has written so far."""
    assert words == state(status)


def test_a_time_line_is_a_table() -> None:
    """With the seconds after which each line was so."""
    line = Timeline(((0.2, ("Synced, Healthy", "good: healthy", "good")),), 3.0)
    assert (
        "| 0 s | Synced, Healthy | good: healthy | good |"
        == line.text().splitlines()[-1]
    )
