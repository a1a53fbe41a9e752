"""Does the table of stages agree with what there is?"""

import pytest

from pipeline.core.stages import STAGES
from pipeline.main import Pipeline, _stages
from pipeline.stages.scan import TrivyDb
from pipeline.stages.security import Safety


def test_a_whole_run_has_every_stage_in_the_order_of_the_table() -> None:
    """In which they are shown, too."""
    assert [*STAGES] == [*_stages(Safety(), TrivyDb())]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_has_a_function_of_its_own(name: str) -> None:
    """By which a table says how to repeat it."""
    assert callable(getattr(Pipeline, STAGES[name].function.replace("-", "_")))
