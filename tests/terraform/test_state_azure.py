"""Is a state in a storage account kept, and locked, as the roots for Azure have it?"""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.asking import wait
from tests.missing import needed
from tests.terraform.azure import ACCOUNT, KEY, METADATA, Azure
from tests.terraform.states import State, backend_of
from tests.terraform.tofu import Tofu

BLOB = "staging.tfstate"


@pytest.fixture(name="azure", scope="module")
def _azure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azure]:
    with needed():
        server = Azure.started(tmp_path_factory.mktemp("azure"))
    yield server
    server.stop()


@pytest.fixture(name="container")
def _container(azure: Azure) -> str:
    name = f"states-{uuid4().hex}"
    azure.make(name)
    return name


@pytest.fixture(name="state")
def _state(tofu: Tofu, azure: Azure, container: str, tmp_path: Path) -> State:
    # With the account's key: nobody here signs people in.
    settings = f"""\
storage_account_name = "{ACCOUNT}"
container_name       = "{container}"
key                  = "{BLOB}"
metadata_host        = "{METADATA}"
access_key           = "{KEY}"
"""
    backend = backend_of("azure").read_text()
    return State.begun(tofu, tmp_path / "root", backend, settings, azure.env)


def test_a_state_is_kept(state: State, azure: Azure, container: str) -> None:
    """And read by the next run."""
    state.apply("kept")
    assert "kept" == state.value()
    assert f"<Name>{BLOB}" in azure.blobs(container)


def test_a_second_run_is_refused(
    state: State, azure: Azure, container: str, tmp_path: Path
) -> None:
    """The blob is leased; who has it is told."""
    state.apply("before")
    with state.held(tmp_path / "hold", "first") as first:
        wait(lambda: "<LeaseStatus>locked" in azure.blobs(container))
        said = state.refused()
    assert 0 == first.returncode
    assert "Error acquiring the state lock" in said
    assert "OperationTypeApply" in said
    assert "first" == state.value()
