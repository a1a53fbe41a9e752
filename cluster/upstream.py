"""Manifests that the releases themselves ship, without the pods they would run as."""

import json
from collections.abc import Mapping
from pathlib import Path

import yaml

# These programs run as processes of the node; no image of theirs can be had here.
PODS = ("DaemonSet", "Deployment", "NetworkPolicy", "Service", "StatefulSet")


def objects(*files: Path) -> str:
    """Return the objects of the files as one text, but for the pods."""
    return "\n---\n".join(without_pods(file.read_text()) for file in files)


def without_pods(text: str) -> str:
    """Return the objects of a text that are no pods, nor lead to any."""
    documents = [each for each in yaml.safe_load_all(text) if each is not None]
    return yaml.safe_dump_all([each for each in documents if each["kind"] not in PODS])


def outside(
    namespace: str, name: str, address: str, ports: Mapping[str, tuple[int, int]]
) -> str:
    """Return a Service for a process of the node.

    *ports* are those of the Service and of the process, by name.
    """
    metadata = {"namespace": namespace, "name": name}
    served = [
        {"name": each, "port": port, "targetPort": target}
        for each, (port, target) in ports.items()
    ]
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata,
        "spec": {"ports": served},
    }
    endpoints = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {**metadata, "labels": {"kubernetes.io/service-name": name}},
        "addressType": "IPv4",
        "endpoints": [{"addresses": [address], "conditions": {"ready": True}}],
        "ports": [
            {"name": each, "port": target, "protocol": "TCP"}
            for each, (_, target) in ports.items()
        ],
    }
    return "\n---\n".join(json.dumps(each) for each in (service, endpoints))


def namespace(name: str, **labels: str) -> str:
    """Return a namespace."""
    found = {"kubernetes.io/metadata.name": name, **labels}
    metadata = {"name": name, "labels": found}
    return json.dumps({"apiVersion": "v1", "kind": "Namespace", "metadata": metadata})
