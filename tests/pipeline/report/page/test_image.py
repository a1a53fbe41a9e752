"""Does the page say what makes the image large?"""

import json

import pytest

from pipeline.core.report.page.image import LONGEST, image, measured
from pipeline.core.verdict import Run
from tests.pipeline.examples import leg
from tests.pipeline.report.page.outline import Outline

LAYERS = [
    {"digest": "sha256:a", "created_by": "COPY <a>", "size": 40e6, "compressed": 2e7},
    {"digest": "sha256:b", "created_by": "x" * 500, "size": 10e6, "compressed": 1e6},
]
SIZES = {"layers": LAYERS, "size": 50_000_000, "compressed": 21_000_000}


def words(**more: object) -> str:
    """Return what the page says of an image."""
    return Outline("\n".join(image({**SIZES, **more}))).words


def test_layers_are_drawn_to_scale() -> None:
    """The largest is as wide as there is room."""
    drawn = "\n".join(image(SIZES))
    assert '<rect width="100.00%"' in drawn and '<rect width="25.00%"' in drawn
    assert "40.0 MB20.0 MBCOPY <a>" in words()
    assert f"{'x' * LONGEST}..." in words()
    assert "50.0 MB, 21.0 MB compressed" in words()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (100_000_000, "50.0 % smaller than the last release, 100.0 MB"),
        (40_000_000, "25.0 % larger than the last release, 40.0 MB"),
        (50_000_001, "As large as the last release"),
    ],
    ids=["smaller", "larger", "equal"],
)
def test_it_is_compared_with_the_last_release(other: int, said: str) -> None:
    """As far as one is known."""
    assert said in words(previous={"size": other})
    assert "last release" not in words(previous=None)


def test_it_is_compared_with_one_that_nobody_cared_for() -> None:
    """The same service in a single stage."""
    assert "89.1 % smaller than a naive image, 457.0 MB" in words(
        naive={"size": 457_000_000}
    )


def test_an_image_without_a_layer_is_still_one() -> None:
    """And one whose layers are all empty."""
    empty = {**LAYERS[0], "size": 0}
    assert "50.0 MB" in words(layers=[])
    assert "0.0 MB20.0 MB" in words(layers=[empty])


def test_sizes_come_from_the_leg_that_has_them() -> None:
    """Whichever stage that is."""
    built = leg("build", files={"image.json": json.dumps(SIZES)})
    assert SIZES == measured(Run((leg(), built)))
    assert measured(Run((leg(),))) is None
    assert [] == image(None)
