"""How does the commit of a release get into an image component?"""

import pytest

from pipeline.core.environments.image_component import with_image
from pipeline.core.environments.release_commit import with_release
from pipeline.core.errors import Refused
from tests.pipeline.deploy.shipping import FRESH, release

WHERE = "k8s/overlays/dev/image/kustomization.yaml"
PATH = "/spec/template/metadata/annotations/org.opencontainers.image.revision"
PLACE = f"""\
patches:
  - target: {{kind: Deployment}} # the service
    patch: |-
      - op: replace
        path: {PATH}
        value: "unknown"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_takes_its_place(end: str) -> None:
    """One release after the other; nothing else changes."""
    text = (FRESH + PLACE).replace("\n", end)
    first = with_release(text, release(1), WHERE)
    again = with_release(first, release(0x2B), WHERE)
    wanted = with_image(text, release(0x2B).image, WHERE)
    assert again == wanted.replace("unknown", f"{0x2B:040x}")


@pytest.mark.parametrize(
    "text",
    [
        FRESH,
        FRESH + "# org.opencontainers.image.revision: unknown\n",
        FRESH + 'commonAnnotations: {org.opencontainers.image.revision: "1"}\n',
    ],
)
def test_without_a_place_it_is_not_written(text: str) -> None:
    """A component that has none is as good."""
    assert with_image(text, release().image, WHERE) == with_release(
        text, release(), WHERE
    )


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(PLACE.replace('"unknown"', "unknown"), id="not quoted"),
        pytest.param(PLACE.replace('"unknown"', '"1.0"'), id="no commit"),
        pytest.param(PLACE + "\n".join(PLACE.splitlines()[-3:]) + "\n", id="two"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(place: str) -> None:
    """The deployment would tell another commit than that of its image."""
    with pytest.raises(Refused, match="places for 'org.opencontainers.image.revision'"):
        with_release(FRESH + place, release(), WHERE)
