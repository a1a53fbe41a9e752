"""What keeps states as the clouds do: their APIs on this machine."""

import importlib.util
import os
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from local import ports
from local.errors import Missing
from local.process import Process

REGION: Final = "eu-central-1"


@dataclass(frozen=True, slots=True)
class S3:
    """AWS as moto knows it: S3, KMS, IAM and ECR."""

    process: Process
    port: int

    @classmethod
    def started(cls, folder: Path) -> Self:
        """Start it; Missing when it is not installed."""
        _need("moto", "moto")
        server = cls(Process("moto", folder), ports.free())
        words = ["-m", "moto.server", "-H", "127.0.0.1", "-p", server.port]
        server.process.start([sys.executable, *words], os.environ)
        server.process.wait_until(lambda: _answers(f"{server.url}/moto-api/"))
        return server

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """Credentials, which it takes any of."""
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
        }

    def client(self, service: str) -> Any:
        """Return a client of a service."""
        import boto3

        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def stop(self) -> None:
        """End it."""
        self.process.stop()


@dataclass(frozen=True, slots=True)
class Gcs:
    """Google's Cloud Storage as its emulator knows it, in memory."""

    process: Process
    port: int

    @classmethod
    def started(cls, folder: Path) -> Self:
        """Start it; Missing when it is not installed."""
        _need("gcp_storage_emulator", "gcp-storage-emulator")
        server = cls(Process("gcs", folder), ports.free())
        words = ["-m", "gcp_storage_emulator", "start", "--in-memory"]
        address = ["--host=127.0.0.1", f"--port={server.port}"]
        server.process.start([sys.executable, *words, *address], os.environ)
        server.process.wait_until(lambda: ports.answers(server.port))
        return server

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End it."""
        self.process.stop()


def _need(module: str, package: str) -> None:
    if importlib.util.find_spec(module) is None:
        raise Missing(
            f"could not start {package} '{module}': it is not installed;"
            " install the group terraform"
        )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.URLError:
        return False
