"""Releases made of a good one: the same image with a layer on top.

What a bad release does wrong is a few lines of its gunicorn.conf.py or a migration; to
build each from source would test the build again, not the cluster.
"""

import gzip
import hashlib
import http.client
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
LAYERS = {
    MANIFEST: "application/vnd.oci.image.layer.v1.tar+gzip",
    DOCKER: "application/vnd.docker.image.rootfs.diff.tar.gzip",
}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of the registry on a port of this machine.

    *login* is what the registry asks for who pushes: the value of Authorization.
    """

    port: int
    name: str
    login: str = field(default="", repr=False)

    def digest(self, reference: str) -> str:
        """Return the digest of a tag."""
        return self._ask("HEAD", f"manifests/{reference}")[1]["Docker-Content-Digest"]

    def changed(self, digest: str, files: Mapping[str, str]) -> str:
        """Push the image with these files on top; return the new digest."""
        raw, headers = self._ask("GET", f"manifests/{digest}")
        manifest: Document = json.loads(raw)
        media_type = manifest.get("mediaType") or headers["Content-Type"]
        packed = _layer(files)
        config: Document = json.loads(self._blob(manifest["config"]["digest"]))
        plain = hashlib.sha256(gzip.decompress(packed)).hexdigest()
        config["rootfs"]["diff_ids"].append(f"sha256:{plain}")
        if "history" in config:
            config["history"].append({"created_by": "tests/cluster"})
        text = json.dumps(config, sort_keys=True).encode()
        manifest["config"] |= self._push(text)
        layer = {"mediaType": LAYERS[media_type], **self._push(packed)}
        manifest["layers"].append(layer)
        return self._push_manifest(manifest, media_type)

    def _push_manifest(self, manifest: Document, media_type: str) -> str:
        raw = json.dumps(manifest, sort_keys=True).encode()
        digest = _digest(raw)
        headers = {"Content-Type": media_type}
        self._ask("PUT", f"manifests/{digest}", raw, headers)
        return digest

    def _blob(self, digest: str) -> bytes:
        return self._ask("GET", f"blobs/{digest}")[0]

    def _push(self, raw: bytes) -> Document:
        """Upload a blob in one piece; return its digest and size."""
        digest = _digest(raw)
        _, headers = self._ask("POST", "blobs/uploads/")
        place = headers["Location"].partition("/v2/")[2]
        mark = "&" if "?" in place else "?"
        kind = {"Content-Type": "application/octet-stream"}
        self._request("PUT", f"/v2/{place}{mark}digest={digest}", raw, kind)
        return {"digest": digest, "size": len(raw)}

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[bytes, Mapping[str, str]]:
        where = f"/v2/{self.name}/{path}"
        wanted = {"Accept": f"{MANIFEST}, {DOCKER}", **(headers or {})}
        return self._request(method, where, body, wanted)

    def _request(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[bytes, Mapping[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            known = {"Authorization": self.login} if self.login else {}
            connection.request(method, path, body, {**headers, **known})
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        assert answer.status < 300, f"{method} {path}: {answer.status} {raw[:300]!r}"
        return raw, dict(answer.headers)


def _layer(files: Mapping[str, str]) -> bytes:
    """Pack files as a layer whose bytes are the same each time."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, text in sorted(files.items()):
            entry = tarfile.TarInfo(name.lstrip("/"))
            entry.size, entry.mode = len(text.encode()), 0o644
            tar.addfile(entry, io.BytesIO(text.encode()))
    return gzip.compress(buffer.getvalue(), mtime=0)


def _digest(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"
