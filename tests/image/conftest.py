"""The image, built and unpacked once."""

import os
from pathlib import Path

import pytest

from tests.image.built import Image, export
from tests.image.confined import Confined


@pytest.fixture(name="image", scope="session")
def _image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    return export(tmp_path_factory.mktemp("archive"))


@pytest.fixture(name="root", scope="session")
def _root(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return image.unpack(tmp_path_factory.mktemp("root"))


@pytest.fixture(name="confined")
def _confined(image: Image, root: Path, tmp_path: Path) -> Confined:
    if os.geteuid():
        pytest.skip("only root may mount a root file system and enter it")
    return Confined(root, image.settings["config"], tmp_path)
