"""Does the guide name what is there?"""

import re

import pytest

from tests.argocd.manifests import ARGOCD, ROOT, read

GUIDE = (ROOT / "docs" / "argocd.md").read_text()
PARTS = sorted(
    file.name for file in ARGOCD.iterdir() if file.name != "kustomization.yaml"
)


@pytest.mark.parametrize("name", PARTS)
def test_the_guide_tells_of_every_part(name: str) -> None:
    """In its table."""
    assert re.search(rf"(?m)^\| `{re.escape(name)}[/`]", GUIDE)


def test_the_guide_applies_files_that_are_there() -> None:
    """By their paths from the top of the repository."""
    applied = re.findall(r"--(?:filename|kustomize) (\S+)", GUIDE)
    assert applied
    assert [] == [name for name in applied if not (ROOT / name).exists()]


def test_a_link_leads_somewhere() -> None:
    """To a file of this repository."""
    links = re.findall(r"\]\((?!https:)([^)#]+)", GUIDE)
    assert links
    assert [] == [name for name in links if not (ROOT / "docs" / name).exists()]


def test_the_guide_knows_what_a_cluster_is_selected_by() -> None:
    """Its labels and its annotations."""
    metadata = read("clusters/secret-in-cluster.yaml")["metadata"]
    names = {name for name in metadata["labels"] if not name.startswith("release-")}
    assert [] == [
        name
        for name in (*names, *metadata["annotations"])
        if f"`{name}`" not in GUIDE and f"`{name}: " not in GUIDE
    ]


def test_the_guide_knows_the_version() -> None:
    """Of Argo CD."""
    url, *_ = read("install/kustomization.yaml")["resources"]
    _, _, version = url.partition("?ref=v")
    assert f"Argo CD {version}" in GUIDE
