"""Pods that try something and say how it went."""

import json
from collections.abc import Mapping
from uuid import uuid4

from cluster.given import NAME
from cluster.road import Road
from tests.cluster.shipper import REPOSITORY

KNOCK = """\
import json, socket, sys, time
# Who enforces policies has to hear of a new pod first.
time.sleep(10)
answers = {}
for place in sys.argv[1:]:
    host, _, port = place.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=3).close()
        answers[place] = "open"
    except OSError as error:
        answers[place] = type(error).__name__
print(json.dumps(answers))
"""
# The enforcer of this cluster answers for what it does not let through.
DROPPED = "ConnectionRefusedError"


def knock(
    road: Road, digest: str, namespace: str, labels: Mapping[str, str], *places: str
) -> dict[str, str]:
    """Connect from a new pod to each HOST:PORT; return "open" or the error of each."""
    name = f"knock-{uuid4().hex[:6]}"
    plane = road.cluster.plane
    plane.apply(json.dumps(_pod(name, namespace, labels, digest, places)))
    where = f"--namespace={namespace}"
    try:
        done = "--for=jsonpath={.status.phase}=Succeeded"
        plane.done("wait", f"pod/{name}", where, done, "--timeout=90s")
        answers: dict[str, str] = json.loads(plane.done("logs", name, where))
    finally:
        plane.kubectl("delete", "pod", name, where, "--wait=false")
    return answers


def _pod(
    name: str,
    namespace: str,
    labels: Mapping[str, str],
    digest: str,
    places: tuple[str, ...],
) -> dict[str, object]:
    """Return a pod that every policy of the cluster lets in."""
    resources = {"cpu": "50m", "memory": "64Mi"}
    own = {
        "app.kubernetes.io/name": "knock",
        "app.kubernetes.io/part-of": NAME,
        "owner": "ledger-team",
    }
    container = {
        "name": "knock",
        "image": f"{REPOSITORY}@{digest}",
        "command": ["python", "-c", KNOCK, *places],
        "resources": {"requests": resources, "limits": resources},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
    }
    account = NAME if namespace.startswith(NAME) else "default"
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": namespace,
            "labels": {**own, **labels},
        },
        "spec": {
            "restartPolicy": "Never",
            "serviceAccountName": account,
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "containers": [container],
            "securityContext": {
                "runAsNonRoot": True,
                "runAsUser": 10001,
                "runAsGroup": 10001,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
        },
    }
