"""What an environment is given that is in no repository: passwords, tokens, a disk."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from local.git_server import USER

ROOT: Final = Path(__file__).parents[1]
NAME: Final = "release-ledger"
ENVIRONMENTS: Final = ("dev", "staging", "production")
PASSWORD: Final = "a-password-of-this-cluster"
REPORTER: Final = "a-reporter's-token"
VISITOR: Final = "a-visitor's-token"
# The database's user in its image.
POSTGRES: Final = 999


def environment(name: str, disks: Path) -> list[str]:
    """Return the Secrets of an environment, and the disk of its database."""
    service = {
        "DATABASE_URL": f"postgresql+psycopg://ledger:{PASSWORD}@postgres/ledger",
        "REDIS_URL": "redis://redis:6379/0",
        "API_TOKEN_HASHES": _hash(REPORTER),
        "ARGOCD_TOKEN_HASHES": _hash(REPORTER),
        "SIGN_IN_TOKEN_HASHES": f"ada={_hash(VISITOR)}",
    }
    where = f"{NAME}-{name}"
    disk = disks / name
    disk.mkdir(parents=True, exist_ok=True)
    # A provisioner would do that.
    os.chown(disk, POSTGRES, POSTGRES)
    return [
        secret(where, NAME, service),
        secret(where, "postgres", {"password": PASSWORD}),
        _disk(name, where, disk),
    ]


def repository(url: str, token: str) -> str:
    """Return what lets Argo CD read a repository."""
    values = {"type": "git", "url": url, "username": USER, "password": token}
    labels = {"argocd.argoproj.io/secret-type": "repository"}
    return secret("argocd", f"{NAME}-repository", values, labels)


def secret(
    namespace: str,
    name: str,
    values: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
) -> str:
    """Return a Secret."""
    metadata = {"namespace": namespace, "name": name, "labels": dict(labels or {})}
    kind = {"apiVersion": "v1", "kind": "Secret"}
    return json.dumps({**kind, "metadata": metadata, "stringData": dict(values)})


def _disk(environment: str, namespace: str, path: Path) -> str:
    """Return a volume that the database of an environment gets, and nobody else."""
    claim = {"namespace": namespace, "name": "postgres"}
    spec = {
        "accessModes": ["ReadWriteOnce"],
        "capacity": {"storage": "1Gi"},
        "claimRef": claim,
        "hostPath": {"path": str(path)},
    }
    metadata = {"name": f"{NAME}-{environment}"}
    kind = {"apiVersion": "v1", "kind": "PersistentVolume"}
    return json.dumps({**kind, "metadata": metadata, "spec": spec})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
