"""Does the image say who it is, and how it wants to be run?"""

import re

from tests.image.built import Image
from tests.image.confined import USER


def test_it_runs_as_a_number_that_is_nobody_elses(image: Image) -> None:
    """A name could not be checked by what must not start root."""
    assert f"{USER}:{USER}" == image.settings["config"]["User"]


def test_its_first_process_forwards_signals(image: Image) -> None:
    """To gunicorn alone."""
    config = image.settings["config"]
    assert ["dumb-init", "--single-child", "--"] == config["Entrypoint"]
    assert ["gunicorn"] == config["Cmd"]


def test_it_says_what_it_is(image: Image) -> None:
    """By the labels that the OCI has agreed on."""
    labels = image.settings["config"]["Labels"]
    prefix = "org.opencontainers.image"
    for name in ("title", "description", "licenses"):
        assert re.search(r"\w", labels[f"{prefix}.{name}"]), name


def test_it_does_not_say_of_which_commit_it_is(image: Image) -> None:
    """Its bytes are the same for each that changes none of its files."""
    config = image.settings["config"]
    assert "org.opencontainers.image.revision" not in config["Labels"]
    assert [] == [each for each in config["Env"] if "COMMIT" in each]


def test_it_names_where_it_writes_and_listens(image: Image) -> None:
    """Nothing else needs a volume or a port."""
    config = image.settings["config"]
    assert {"/data": {}} == config["Volumes"]
    assert {"8000/tcp": {}} == config["ExposedPorts"]
