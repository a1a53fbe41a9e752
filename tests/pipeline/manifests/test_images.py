"""Which images do manifests name, and what do kustomizations fetch from elsewhere?"""

from pathlib import Path

import pytest

from pipeline.validation.documents import read
from pipeline.validation.images import images
from pipeline.validation.remote import remote


def named(text: str) -> list[str]:
    """List the images of some manifests."""
    return [image for each in read(text, "a.yaml") for _, image in images(each)]


POD = "apiVersion: v1\nkind: Pod\nspec:\n"


@pytest.mark.parametrize(
    ("text", "image"),
    [
        pytest.param(f"{POD}  containers: [{{image: a:1}}]", "a:1", id="container"),
        pytest.param(f"{POD}  initContainers: [{{image: a:1}}]", "a:1", id="init"),
        pytest.param(
            f"{POD}  ephemeralContainers: [{{image: a:1}}]", "a:1", id="ad hoc"
        ),
        pytest.param(
            f"{POD}  volumes: [{{image: {{reference: a:1}}}}]", "a:1", id="volume"
        ),
        pytest.param(
            "kind: List\nitems: [{kind: Pod, spec: {containers: [{image: a:1}]}}]",
            "a:1",
            id="list",
        ),
        pytest.param("kind: Prometheus\nspec: {image: a:1}", "a:1", id="operator"),
        pytest.param("kind: Cluster\nspec: {imageName: a:1}", "a:1", id="database"),
        pytest.param(
            "kind: Workflow\nspec: {templates: [{script: {image: a:1}}]}",
            "a:1",
            id="one container",
        ),
        pytest.param(
            "kind: Task\nspec: {steps: [{image: a:1}]}", "a:1", id="another list"
        ),
        pytest.param(
            "kind: HelmRelease\nspec: {values: {image: {repository: a, tag: 1}}}",
            "a:1",
            id="values of a chart",
        ),
        pytest.param(
            "kind: Application\n"
            "spec: {image: {registry: r.example, repository: a, digest: sha256:b}}",
            "r.example/a@sha256:b",
            id="values with a digest",
        ),
    ],
)
def test_an_image_is_named_wherever_it_stands(text: str, image: str) -> None:
    """In objects of any kind: extensions run images, too."""
    assert [image] == named(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kind: ConfigMap\ndata: {image: logo.png}", id="data"),
        pytest.param("kind: Pod\nmetadata: {labels: {image: a}}", id="a label"),
        pytest.param(
            "kind: CustomResourceDefinition\nspec: {image: {default: a:1}}", id="schema"
        ),
        pytest.param("kind: Shop\nspec: {imagePullPolicy: Always}", id="another key"),
        pytest.param("[a, b]", id="no object"),
    ],
)
def test_what_is_no_image_is_none(text: str) -> None:
    """Data, labels and schemas may have the same words."""
    assert [] == named(text)


@pytest.mark.parametrize(
    "entry",
    [
        "https://example.com/install.yaml",
        "http://example.com/a",
        "github.com/acme/base?ref=v1",
        "https://github.com/acme/base//k8s?ref=main",
        "git@github.com:acme/base.git",
        "ssh://git@example.com/acme/base",
        "git::https://example.com/acme/base",
        "gh:acme/base",
        "registry.example:5000/acme/base",
        "acme/base//k8s",
        "file:///somewhere/else",
    ],
)
@pytest.mark.parametrize("field", ["resources", "components", "bases", "generators"])
def test_what_a_kustomization_fetches_from_elsewhere_is_refused(
    field: str, entry: str, tmp_path: Path
) -> None:
    """With the line that names it."""
    file = tmp_path / "base" / "kustomization.yml"
    file.parent.mkdir()
    file.write_text(f"{field}:\n  - here.yaml\n  - {entry}\n")
    (found,) = remote([str(tmp_path)])
    assert ("remote", str(file), 3) == (found["rule"], found["file"], found["line"])
    assert entry in found["message"]


@pytest.mark.parametrize(
    "entry", ["../base", "deployment.yaml", "a.example/b.yaml", "missing", "./x.y/z"]
)
def test_what_lies_in_the_repository_is_not(entry: str, tmp_path: Path) -> None:
    """Nor is what is missing: kustomize says so."""
    there = tmp_path / "a.example" / "b.yaml"
    there.parent.mkdir()
    there.touch()
    (tmp_path / "Kustomization").write_text(f"resources: ['{entry}']\n")
    assert [] == list(remote([str(tmp_path)]))


def test_a_kustomization_that_is_broken_or_strange_is_left_to_kustomize(
    tmp_path: Path,
) -> None:
    """It cannot build it."""
    for number, text in enumerate(
        ["a: [", "[a]", "resources: a", "resources: [{a: b}]"]
    ):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "kustomization.yaml").write_text(text)
    assert [] == list(remote([str(tmp_path)]))
