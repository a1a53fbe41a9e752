"""Kubernetes objects as a test needs them: rendered, made of one another, changed."""

import json
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]
Step = str | int
Edit = tuple[tuple[Step, ...], Any]

ROOT = Path(__file__).parent.parent.parent
DIGEST = "sha256:" + "a" * 64
IMAGE = f"registry.example/release-ledger@{DIGEST}"
# Which objects make pods, and the version of their API.
MAKERS = {
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "DaemonSet": "apps/v1",
    "Job": "batch/v1",
    "CronJob": "batch/v1",
    "Rollout": "argoproj.io/v1alpha1",
}
# What an edit says instead of a value, and instead of a place in a list.
GONE = object()
END = "end"


def read(text: str) -> list[Document]:
    """Return the documents of a YAML text."""
    return [each for each in yaml.safe_load_all(text) if each]


def written(documents: Iterable[Document]) -> str:
    """Write documents as one text, which does not begin as if it were JSON."""
    return "".join(f"---\n{json.dumps(each)}\n" for each in documents)


def pod(name: str, template: Document) -> Document:
    """Return a pod out of what a workload makes its pods of."""
    made = deepcopy(template)
    made["metadata"]["name"] = name
    return {"apiVersion": "v1", "kind": "Pod", **made}


def maker(kind: str, name: str, template: Document) -> Document:
    """Return a workload of a kind that makes such pods."""
    made, labels = deepcopy(template), template["metadata"]["labels"]
    spec: Document = {"template": made}
    if kind in ("Job", "CronJob"):
        made["spec"]["restartPolicy"] = "Never"
    else:
        spec["selector"] = {"matchLabels": {"app.kubernetes.io/component": "api"}}
    if kind == "Rollout":
        spec["strategy"] = {"canary": {}}
    if kind == "StatefulSet":
        spec["serviceName"] = name
    if kind == "CronJob":
        spec = {"schedule": "@daily", "jobTemplate": {"spec": spec}}
    return {
        "apiVersion": MAKERS[kind],
        "kind": kind,
        "metadata": {"name": name, "labels": dict(labels)},
        "spec": spec,
    }


def changed(document: Document, edits: Iterable[Edit]) -> Document:
    """Return a copy with other values, or without some, in places."""
    copy = deepcopy(document)
    for (*path, last), value in edits:
        place: Any = copy
        for step in path:
            place = place[step] if isinstance(step, int) else place.setdefault(step, {})
        if value is GONE:
            del place[last]
        elif last == END:
            place.append(value)
        else:
            place[last] = value
    return copy
