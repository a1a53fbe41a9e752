"""Is a state in Cloud Storage kept, and its lock asked for, as Google's roots have it?

The emulator gives a lock to everybody: it does not look at which generation is asked
for. So what is looked at here is the question; that the answer holds is up to Google.
"""

import json
import urllib.request
from pathlib import Path
from uuid import uuid4

import pytest

from tests.terraform.servers import Gcs
from tests.terraform.states import State, backend_of
from tests.terraform.tofu import Tofu

# Any will do here.
ENV = {"GOOGLE_OAUTH_ACCESS_TOKEN": "test"}


@pytest.fixture(name="bucket")
def _bucket(gcs: Gcs) -> str:
    name = f"states-{uuid4().hex}"
    url = f"{gcs.url}/storage/v1/b?project=test"
    headers = {"Content-Type": "application/json"}
    body = json.dumps({"name": name}).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)):
        return name


@pytest.fixture(name="state")
def _state(tofu: Tofu, gcs: Gcs, bucket: str, tmp_path: Path) -> State:
    settings = f"""\
bucket                  = "{bucket}"
prefix                  = "staging"
storage_custom_endpoint = "{gcs.url}/storage/v1/"
"""
    backend = backend_of("gcp").read_text()
    return State.begun(tofu, tmp_path / "root", backend, settings, ENV)


def names(server: Gcs, bucket: str) -> set[str]:
    """Name the objects of a bucket."""
    url = f"{server.url}/storage/v1/b/{bucket}/o"
    with urllib.request.urlopen(url) as answer:
        return {each["name"] for each in json.load(answer).get("items", [])}


def test_a_state_is_kept(state: State, gcs: Gcs, bucket: str) -> None:
    """And read by the next run."""
    state.apply("kept")
    assert "kept" == state.value()
    assert any(name.endswith("default.tfstate") for name in names(gcs, bucket))


def test_a_lock_is_asked_for_that_nobody_has(state: State, gcs: Gcs) -> None:
    """The object is to be made only if there is none, and is taken away afterwards."""
    state.apply("kept")
    lines = gcs.process.log.read_text().splitlines()
    asked = [line for line in lines if "default.tflock" in line]
    made = [line for line in asked if '"POST ' in line]
    assert made and all("ifGenerationMatch=0&" in line for line in made)
    gone = [line for line in asked if '"DELETE ' in line]
    assert len(gone) == len(made)
