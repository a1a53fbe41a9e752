"""Which calls is a run made of?"""

from pipeline.core.project.config import GATES
from pipeline.core.spread.calls import Call, calls


def test_every_gate_is_called_and_each_python_of_the_tests() -> None:
    """In the order in which their legs are shown."""
    found = calls(GATES, ("3.11", "3.12"))
    assert [
        *("lint", "typecheck", "security", "test-3.11", "test-3.12"),
        *("manifests", "build", "scan", "integration", "e2e"),
    ] == [call.title for call in found if call.stage != "terraform"]
    assert set(GATES) == {call.stage for call in found}


def test_what_begins_with_the_image_goes_to_one_engine() -> None:
    """Where it is built once; each Python of the tests may go elsewhere."""
    found = {call.title: call.warmth for call in calls(GATES, ("3.11", "3.12"))}
    together = [title for title, warmth in found.items() if warmth == "image"]
    assert ["build", "scan", "integration", "e2e"] == together
    assert found["test-3.11"] != found["test-3.12"]


def test_what_counts_lost_requests_has_its_engine_for_itself() -> None:
    """As it does where one engine runs all."""
    assert [Call("integration")] == [c for c in calls(GATES, ("3.12",)) if c.is_alone]
