"""Are the environments found, whatever is wrong with the settings?"""

import pytest

from pipeline.core.environments.decision import Places
from pipeline.core.environments.located import Located, located
from pipeline.core.errors import Refused

DEEP = "[" * 200_000
MOVED = Places("deploy/env")
SHIP = "[tool.pipeline.ship]\noverlays = 'deploy/env'\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(None, Places(), id="no file"),
        pytest.param("[project]\nname = 'shop'\n", Places(), id="nothing said"),
        pytest.param(SHIP, MOVED, id="said"),
        pytest.param(f"\ufeff{SHIP}", MOVED, id="byte order mark"),
    ],
)
def test_they_are_where_the_settings_say(text: str | None, places: Places) -> None:
    """Without a word of warning."""
    assert Located(places) == located(text)


@pytest.mark.parametrize(
    ("text", "places", "warning"),
    [
        pytest.param(
            f"{SHIP}[tool.pipeline.coverage]\ntreshold = 80\n",
            *(MOVED, "did you mean 'coverage.threshold'?"),
            id="key that is misspelt",
        ),
        pytest.param(
            "[tool.pipeline.coverage]\ntreshold = 80\n",
            *(Places(), "unknown key"),
            id="misspelt, and nothing said",
        ),
        pytest.param(
            f"<<<<<<< HEAD\n{SHIP}=======\n{SHIP}>>>>>>> theirs\n",
            *(MOVED, "could not read pyproject.toml"),
            id="conflict marks",
        ),
        pytest.param(
            '[tool.pipeline]\nship.overlays = "deploy/env"\n[[[',
            *(MOVED, "could not read pyproject.toml"),
            id="dotted key, half a table",
        ),
        pytest.param(
            f"[tool.pipeline\nx = {DEEP}",
            *(Places(), "could not read pyproject.toml"),
            id="nothing that can be read",
        ),
        pytest.param(
            f"x = {DEEP}",
            *(Places(), "could not read pyproject.toml"),
            id="deep",
        ),
        pytest.param(
            "[tool.pipeline.ship]\noverlays = '../other'\n",
            *(Places(), "a path inside the repository"),
            id="out of the repository",
        ),
        pytest.param(
            "[tool.pipeline]\nship = 1\n", Places(), "is no table", id="no table"
        ),
        pytest.param("tool = 1\nx = 1\n[tool.x]\n", Places(), "could not", id="tool"),
    ],
)
def test_what_else_is_wrong_is_a_warning(
    text: str, places: Places, warning: str
) -> None:
    """In one line."""
    found = located(text)
    assert places == found.places
    assert warning in found.warning and "\n" not in found.warning


def test_two_places_are_refused() -> None:
    """Nobody is to guess in which one production is."""
    ours, theirs = SHIP, SHIP.replace("deploy/env", "k8s/overlays")
    with pytest.raises(Refused) as refused:
        located(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n")
    assert str(refused.value) == (
        "could not find the environments: pyproject.toml names 'deploy/env' and"
        " 'k8s/overlays' as ship.overlays; fix it"
    )
