"""Which definitions of extensions are fetched, and how are they pinned?"""

import pytest

from pipeline.core.manifests.definitions import EXTENSIONS, Extension, needed


@pytest.mark.parametrize(
    ("manifest", "names"),
    [
        pytest.param("apiVersion: apps/v1\nkind: Deployment\n", [], id="Kubernetes"),
        pytest.param(
            "apiVersion: argoproj.io/v1alpha1\nkind: AppProject\n",
            ["argo-cd"],
            id="one of two in a group",
        ),
        pytest.param(
            "kind: 'Rollout'\napiVersion: \"argoproj.io/v1alpha1\"\n",
            ["argo-rollouts"],
            id="the other one, quoted",
        ),
        pytest.param(
            "apiVersion: argoproj.io/v1alpha1\nkind: Applicationn\n", [], id="neither"
        ),
        pytest.param(
            "apiVersion: networking.istio.io/v1\nkind: VirtualService\n",
            ["istio"],
            id="a group of many",
        ),
        pytest.param(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n",
            [],
            id="a group that only looks alike",
        ),
        pytest.param(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n"
            "rules: [{apiGroups: [monitoring.coreos.com]}]\n",
            [],
            id="a group that is only named",
        ),
    ],
)
def test_only_what_is_there_is_fetched(manifest: str, names: list[str]) -> None:
    """Each is a large download."""
    assert names == [each.name for each in needed(["apiVersion: v1\n", manifest])]


@pytest.mark.parametrize("extension", EXTENSIONS, ids=lambda each: each.name)
def test_a_module_is_pinned_by_two_digests(extension: Extension) -> None:
    """As the lines of a go.sum, by which Go refuses another one."""
    module, needs = extension.pins.splitlines()
    assert f"{extension.module} {extension.version} h1:" == module[:-44]
    assert f"{extension.module} {extension.version}/go.mod h1:" == needs[:-44]
    assert extension.command[-1] == f"{extension.module}@{extension.version}"
    assert extension.place.startswith(extension.command[-1])


def test_each_has_a_folder_of_its_own() -> None:
    """Two of the same group must not overwrite each other."""
    assert len(EXTENSIONS) == len({each.name for each in EXTENSIONS})
