"""Is an image only taken by its digest?"""

import pytest

from pipeline.core.errors import Refused
from pipeline.core.reference import Image, image
from tests.pipeline.deploy.shipping import digest

ONE = digest(1)


@pytest.mark.parametrize(
    "repository",
    [
        pytest.param("ghcr.io/someone/app", id="a registry"),
        pytest.param("localhost:5000/app", id="a port"),
        pytest.param("registry-1.example/a_b/c--d/e.f", id="signs between letters"),
        pytest.param("10.0.0.1:80/app", id="an address"),
        pytest.param("xn--bcher-kva.example/app", id="another alphabet"),
    ],
)
def test_an_image_is_a_repository_with_a_digest(repository: str) -> None:
    """It reads as it was written."""
    read = image(f"{repository}@{ONE}")

    assert Image(repository, ONE) == read
    assert f"{repository}@{ONE}" == str(read)
    assert "sha256:000100010001..." == read.short


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param(
            "ghcr.io/a/app:1.0",
            "it has no digest; a tag may move: name it as repository@sha256:...",
            id="a tag",
        ),
        pytest.param(
            "ghcr.io/a/app@1.0",
            "'1.0' is no digest; it is sha256: and 64 lower-case hex digits",
            id="a tag for a digest",
        ),
        pytest.param(
            f"ghcr.io/a/app@{ONE}\n",
            f"'{ONE}\n' is no digest; it is sha256: and 64 lower-case hex digits",
            id="a line's end",
        ),
        pytest.param(
            f"ghcr.io/a/app:1.0@{ONE}",
            "'ghcr.io/a/app:1.0' is no repository; name it as registry/path, no tag",
            id="a tag and a digest",
        ),
        pytest.param(
            f"ghcr.io/a/app@1.0@{ONE}",
            f"'1.0@{ONE}' is no digest; it is sha256: and 64 lower-case hex digits",
            id="a version and a digest",
        ),
        pytest.param(
            f"app@{ONE}",
            "'app' is no repository; name it as registry/path, no tag",
            id="no registry",
        ),
        pytest.param(
            f"https://ghcr.io/a@{ONE}",
            "'https://ghcr.io/a' is no repository; name it as registry/path, no tag",
            id="an address of the web",
        ),
        pytest.param(
            f"ghcr.io/A@{ONE}",
            "'ghcr.io/A' is no repository; name it as registry/path, no tag",
            id="a capital",
        ),
    ],
)
def test_anything_else_is_refused(name: str, problem: str) -> None:
    """A tag that moves would deploy what nobody has tested."""
    with pytest.raises(Refused) as refused:
        image(name)
    assert f"could not use image '{name}': {problem}" == str(refused.value)
