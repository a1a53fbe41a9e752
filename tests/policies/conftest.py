"""A real API server that has the rules, and the namespaces that they hold in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster import control_plane, programs
from cluster.client import Client, existing
from engine.layout import Layout
from tests.policies import places
from tests.policies.documents import Document, read

GIVEN = "PIPELINE_KUBECONFIG"


@pytest.fixture(name="api", scope="session")
def _api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """An API server of our own, or that of the cluster that somebody has named."""
    source = programs.module(Layout.of(dict(os.environ)), "rollouts-controller")
    definitions = source / "manifests" / "crds"
    if given := os.environ.get(GIVEN):
        api = existing(given)
        places.refuse_used(api)
        places.prepare(api, definitions)
        places.mark(api)
        yield api
        places.clear(api)
        return
    with control_plane.started(tmp_path_factory.mktemp("cluster")) as plane:
        places.prepare(plane, definitions)
        yield plane


@pytest.fixture(name="rendered", scope="session")
def _rendered(api: Client) -> dict[str, list[Document]]:
    """What each environment's overlay becomes."""
    overlays = Path(places.K8S, "overlays").iterdir()
    return {
        overlay.name: read(api.done("kustomize", str(overlay))) for overlay in overlays
    }


@pytest.fixture(name="template", scope="session")
def _template(api: Client, rendered: dict[str, list[Document]]) -> Document:
    """What the service's pods are made of; from now on the rules hold."""
    template = places.template_of(rendered["production"])
    places.wait(api, template)
    return template
