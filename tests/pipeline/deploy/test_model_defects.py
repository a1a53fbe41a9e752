"""Does the comparison with the model notice what must never happen?"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from pipeline.core.deploy import promotion
from pipeline.core.deploy.rollback import Rollback
from pipeline.core.errors import Refused
from tests.pipeline.deploy.test_model import STEPS_OF_ONE, Shipping

QUICK = settings(
    max_examples=500,
    stateful_step_count=STEPS_OF_ONE,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("place", "name", "defect"),
    [
        pytest.param(Rollback, "_has_gone_back", lambda *_: False, id="back twice"),
        pytest.param(Rollback, "_hold", lambda *_: {}, id="holds nothing"),
        pytest.param(promotion, "refuse", lambda _: None, id="promotes anything"),
    ],
)
def test_a_defect_is_found(
    place: object, name: str, defect: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be worth nothing if it could not fail."""
    monkeypatch.setattr(place, name, defect)
    with pytest.raises((AssertionError, Refused)):
        run_state_machine_as_test(Shipping, settings=QUICK)
