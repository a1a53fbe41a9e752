"""Can anybody find out that an image is ours, and what it holds?"""

from pathlib import Path

import pytest

from tests.publishing.shop import Shop


def test_the_public_key_tells_ours_from_others(
    shop: Shop, image: str, keys: Path
) -> None:
    ours = shop.cosign("verify", image, key=keys / "ours" / "cosign.pub")
    assert "signatures were verified against the specified public key" in ours.stdout
    other = shop.cosign("verify", image, key=keys / "another" / "cosign.pub")
    assert "Error: no matching signatures" in other.stdout


def test_an_image_that_was_not_signed_is_refused(
    shop: Shop, unsigned: str, keys: Path
) -> None:
    """Though it lies in the same repository."""
    done = shop.cosign("verify", unsigned, key=keys / "ours" / "cosign.pub")
    assert "Error: no signatures found" in done.stdout


@pytest.mark.parametrize(
    ("kind", "type_of_predicate"),
    [
        pytest.param("cyclonedx", "https://cyclonedx.org/bom", id="parts"),
        pytest.param(
            "slsaprovenance1", "https://slsa.dev/provenance/v1", id="provenance"
        ),
    ],
)
def test_a_statement_is_about_this_image(
    shop: Shop, image: str, keys: Path, kind: str, type_of_predicate: str
) -> None:
    """As in-toto writes it."""
    found = shop.statement(image, kind, keys / "ours" / "cosign.pub")
    assert type_of_predicate == found["predicateType"]
    digest = image.rpartition("@sha256:")[2]
    assert [{"sha256": digest}] == [each["digest"] for each in found["subject"]]


def test_the_parts_are_those_of_the_image(shop: Shop, image: str, keys: Path) -> None:
    """What it is installed with is in the list."""
    found = shop.statement(image, "cyclonedx", keys / "ours" / "cosign.pub")
    names = {part["name"] for part in found["predicate"]["components"]}
    assert {"flask", "werkzeug"} <= {name.lower() for name in names}
    assert "vulnerabilities" not in found["predicate"]
