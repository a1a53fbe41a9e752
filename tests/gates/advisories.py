"""Made-up advisories as a database for Trivy: in a folder, or served by a registry."""

import gzip
import hashlib
import http.client
import io
import json
import os
import subprocess
import tarfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.layout import Layout
from engine.parts import toolchain
from engine.steps import make

WRITER: Final = Path(__file__).parent / "trivy_db"
ADVISORIES: Final = WRITER / "advisories.json"
TRIVY: Final = "application/vnd.aquasec.trivy"
MANIFEST: Final = "application/vnd.oci.image.manifest.v1+json"


def write(folder: Path, updated: datetime) -> Path:
    """Write the database of a moment; Go alone writes its format."""
    layout = Layout.of(dict(os.environ))
    go = make(layout.parts, layout.logs, toolchain.step(), "1/1")
    program = folder.parent / f"{folder.name}-writer"
    compiler = toolchain.goroot(go) / "bin" / "go"
    command: list[str | Path] = [compiler, "build", "-o", program, "."]
    env = {**os.environ, **toolchain.environment(go, layout.cache)}
    subprocess.run(command, cwd=WRITER, env=env, check=True, capture_output=True)
    folder.mkdir()
    subprocess.run([program, ADVISORIES, folder / "trivy.db"], check=True)
    moment = updated.isoformat()
    metadata = {"Version": 2, "UpdatedAt": moment, "NextUpdate": moment}
    (folder / "metadata.json").write_text(json.dumps(metadata))
    return folder


def push(database: Path, registry: str, repository: str) -> str:
    """Put a database into a registry, as Trivy's own is; return its name there."""
    blobs = {f"{TRIVY}.config.v1+json": b"{}"}
    blobs[f"{TRIVY}.db.layer.v1.tar+gzip"] = _archive(database)
    config, layer = (_pushed(registry, repository, *blob) for blob in blobs.items())
    named = {"annotations": {"org.opencontainers.image.title": "db.tar.gz"}}
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": config,
        "layers": [layer | named],
    }
    path = f"/v2/{repository}/manifests/2"
    _ask(registry, "PUT", path, json.dumps(manifest).encode(), MANIFEST)
    return f"{registry}/{repository}:2"


def _archive(database: Path) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        for name in ("trivy.db", "metadata.json"):
            tar.add(database / name, arcname=name)
    return gzip.compress(content.getvalue())


def _pushed(
    registry: str, repository: str, media_type: str, blob: bytes
) -> dict[str, str | int]:
    digest = f"sha256:{hashlib.sha256(blob).hexdigest()}"
    place = _ask(registry, "POST", f"/v2/{repository}/blobs/uploads/")
    mark = "&" if "?" in place else "?"
    _ask(registry, "PUT", f"{place}{mark}digest={digest}", blob)
    return {"mediaType": media_type, "digest": digest, "size": len(blob)}


def _ask(
    registry: str,
    method: str,
    path: str,
    body: bytes = b"",
    kind: str = "application/octet-stream",
) -> str:
    """Send something; return the place that the registry names."""
    with closing(http.client.HTTPConnection(registry, timeout=10)) as connection:
        connection.request(method, path, body, {"Content-Type": kind})
        answer = connection.getresponse()
        assert answer.status in (201, 202), answer.read()
        return answer.headers["Location"]
