"""A registry with a password, a key, and a shop whose image is in the registry."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from local import ports
from local.registry_server import RegistryServer
from tests.engines import ROOT
from tests.missing import needed
from tests.publishing.shop import COSIGN, KEY_PASSWORD, Shop

TARGET = ROOT / "tests" / "gates" / "target"


@pytest.fixture(name="registry", scope="session")
def _registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegistryServer]:
    server = RegistryServer(tmp_path_factory.mktemp("registry"), ports.free())
    with needed():
        server.start()
    yield server
    server.stop()


@pytest.fixture(name="keys", scope="session")
def _keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two pairs of keys: ours and another's."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "another"):
        script = (
            f"{COSIGN} | with-workdir /tmp | with-env-variable NAME {name}{folder} | "
            f"with-env-variable COSIGN_PASSWORD {KEY_PASSWORD} | "
            "with-exec --use-entrypoint -- generate-key-pair | directory . | "
            f"export {folder / name}"
        )
        subprocess.run(
            [sys.executable, "-m", "engine", "exec"]
            + ["dagger", "--silent", "--no-mod", "-c", script],
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder


@pytest.fixture(name="shop", scope="session")
def _shop(
    tmp_path_factory: pytest.TempPathFactory, registry: RegistryServer, keys: Path
) -> Shop:
    folder = shutil.copytree(TARGET, tmp_path_factory.mktemp("shop") / "checkout")
    shop = Shop(folder, registry, keys / "ours" / "cosign.key")
    shop.commit()
    return shop


@pytest.fixture(name="published", scope="session")
def _published(shop: Shop) -> CompletedProcess[str]:
    """Publish the shop's image under a tag for ever and one that moves."""
    return shop.publish("--tags=1.0", "--moving-tags=main", *shop.signer)


@pytest.fixture(name="image", scope="session")
def _image(published: CompletedProcess[str]) -> str:
    """Return the image's name, as it was printed."""
    assert 0 == published.returncode, published.stderr
    return published.stdout.strip()


@pytest.fixture(name="later", scope="session")
def _later(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Return a later version of the shop, committed."""
    folder = shutil.copytree(shop.folder, tmp_path_factory.mktemp("later") / "checkout")
    with (folder / "shop" / "__init__.py").open("a") as file:
        file.write("\nLATER = True\n")
    later = replace(shop, folder=folder)
    later.commit()
    return later


@pytest.fixture(name="unsigned", scope="session")
def _unsigned(later: Shop, image: str) -> str:
    """Publish the later version without a signature, where *image* lies."""
    done = later.publish("--moving-tags=main")
    assert 0 == done.returncode, done.stderr
    return done.stdout.strip()
