"""Which definitions of extensions are fetched, and how are they pinned?"""

from pipeline.core.definitions import EXTENSIONS, needed

(ARGO_CD,) = EXTENSIONS


def test_only_what_is_mentioned_is_fetched() -> None:
    """Each is a large download."""
    assert () == needed(["apiVersion: apps/v1\n", "apiVersion: v1\n"])
    assert (ARGO_CD,) == needed(["apiVersion: v1\n", "apiVersion: argoproj.io/v1\n"])


def test_a_module_is_pinned_by_two_digests() -> None:
    """As the lines of a go.sum, by which Go refuses another one."""
    module, needs = ARGO_CD.pins.splitlines()
    assert f"{ARGO_CD.module} {ARGO_CD.version} h1:" == module[:-44]
    assert f"{ARGO_CD.module} {ARGO_CD.version}/go.mod h1:" == needs[:-44]
    assert ARGO_CD.command[-1] == f"{ARGO_CD.module}@{ARGO_CD.version}"
    assert ARGO_CD.place.startswith(ARGO_CD.command[-1])
