"""An API server that knows Argo CD's kinds, and what Argo CD wants to find there."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from cluster import control_plane, programs
from cluster.control_plane import ControlPlane
from engine.layout import Layout
from tests.argocd.manifests import ARGOCD, Object

CONTROLLER = "argocd-applicationset-controller"
PART_OF = {"app.kubernetes.io/part-of": "argocd"}
SECONDS = 60.0


@contextmanager
def started(folder: Path, layout: Layout) -> Iterator[ControlPlane]:
    """Start it, and stop it in the end."""
    source = programs.module(layout, "argocd")
    with control_plane.started(folder, layout) as api:
        api.apply(*sorted((source / "manifests" / "crds").glob("*-crd.yaml")))
        soon(api, lambda: knows(api))
        api.apply(json.dumps(listed(settings())))
        yield api


def soon(api: ControlPlane, found: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + SECONDS
    while not found():
        log = api.host.process(CONTROLLER).log
        told = log.read_text()[-3000:] if log.exists() else ""
        assert time.monotonic() < deadline, told
        time.sleep(0.2)


def knows(api: ControlPlane) -> bool:
    """Say whether all of Argo CD's kinds can be asked for."""
    kinds = "appprojects,applications,applicationsets"
    return api.kubectl("get", kinds, "--all-namespaces").returncode == 0


def listed(documents: list[Object]) -> Object:
    """Return several objects as one."""
    return {"apiVersion": "v1", "kind": "List", "items": documents}


def settings() -> list[Object]:
    """Return what Argo CD wants to find."""
    namespace = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "argocd"},
    }
    config = yaml.safe_load((ARGOCD / "install/configmap-argocd-cm.yaml").read_text())
    config["metadata"]["namespace"] = "argocd"
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "argocd-secret", "namespace": "argocd", "labels": PART_OF},
        "stringData": {"server.secretkey": "for tests"},
    }
    return [namespace, config, secret]
