"""Where do the files of an environment lie?"""

from pipeline.core.environments.decision import Places
from tests.pipeline.deploy.shipping import DEV, PRODUCTION, STAGING, digest


def test_an_environment_has_one_folder_that_effects_write_to() -> None:
    """Argo CD's own files lie beside it."""
    places = Places()

    assert "k8s/overlays/dev/image" == places.folder(DEV)
    assert "k8s/overlays/dev/image/kustomization.yaml" == places.component(DEV)
    assert "k8s/overlays/staging/image/release.json" == places.record(STAGING)


def test_a_marker_is_named_after_the_image_that_it_holds() -> None:
    """A colon is no good in the name of a file."""
    hexadecimal = digest(7).removeprefix("sha256:")

    assert f"deploy/production/image/holds/sha256-{hexadecimal}.json" == Places(
        "deploy"
    ).hold(PRODUCTION, digest(7))
