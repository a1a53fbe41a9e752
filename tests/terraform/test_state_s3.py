"""Is a state in S3 locked, kept by version, and unreadable without its key?

moto stands for S3; the backend, its lock and the encryption are OpenTofu's own.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking import wait
from tests.terraform.servers import REGION, S3
from tests.terraform.states import State, backend_of, settings_of
from tests.terraform.tofu import Tofu

BUCKET = "release-ledger-states"
KEY = "staging.tfstate"
LOCK = f"{KEY}.tflock"
PASSPHRASE = "correct-horse-battery-staple"
VALUE = "postgresql://ledger:not-for-everybody@db/ledger"
ENCRYPTION = """\
key_provider "pbkdf2" "this" {{
  passphrase = "{passphrase}"
}}
method "aes_gcm" "this" {{
  keys = key_provider.pbkdf2.this
}}
state {{
  method   = method.aes_gcm.this
  enforced = true
}}
plan {{
  method   = method.aes_gcm.this
  enforced = true
}}
"""


def settings(server: S3) -> str:
    """Say where S3 is here; all else is as the root in live/ has it."""
    return f"""\
bucket = "{BUCKET}"
key    = "{KEY}"
region = "{REGION}"

use_path_style              = true
skip_credentials_validation = true
skip_requesting_account_id  = true
skip_metadata_api_check     = true
skip_region_validation      = true

endpoints = {{
  s3  = "{server.url}"
  sts = "{server.url}"
  iam = "{server.url}"
}}
"""


@pytest.fixture(name="store")
def _store(s3: S3) -> Iterator[Any]:
    """A bucket with versions, as the module state makes it."""
    client = s3.client("s3")
    client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    client.put_bucket_versioning(
        Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"}
    )
    yield client
    for kind in ("Versions", "DeleteMarkers"):
        for each in client.list_object_versions(Bucket=BUCKET).get(kind, []):
            client.delete_object(
                Bucket=BUCKET, Key=each["Key"], VersionId=each["VersionId"]
            )
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture(name="state")
def _state(tofu: Tofu, s3: S3, store: Any, tmp_path: Path) -> State:
    assert store
    backend = backend_of("aws").read_text()
    return State.begun(tofu, tmp_path / "root", backend, settings(s3), s3.env)


def stored(store: Any, key: str = KEY) -> bytes:
    """Return an object of the store."""
    content: bytes = store.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content


def keys(store: Any) -> set[str]:
    """Name the objects of the store."""
    return {
        each["Key"] for each in store.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    }


def test_the_roots_ask_for_a_lock_and_for_encryption() -> None:
    """Or what follows would be about another backend than theirs."""
    told = settings_of("aws")
    assert (True, True) == (told["use_lockfile"], told["encrypt"])
    assert "dynamodb_table" not in told


def test_a_second_run_is_told_who_holds_the_lock(
    state: State, store: Any, tmp_path: Path
) -> None:
    """It gets S3's 412, changes nothing, and can begin when the first one ends."""
    with state.held(tmp_path / "hold", "first") as first:
        wait(lambda: LOCK in keys(store))
        lock = json.loads(stored(store, LOCK))
        said = state.refused()
    assert 0 == first.returncode
    assert "Error acquiring the state lock" in said
    assert "PreconditionFailed" in said and "412" in said
    assert lock["ID"] in said and lock["Who"] in said
    assert "OperationTypeApply" in said
    assert {KEY} == keys(store)
    assert "first" == state.value()
    state.apply("second")


def test_a_lock_of_a_run_that_died_is_taken_away_by_its_id(
    state: State, store: Any, tmp_path: Path
) -> None:
    """By nothing less: another id does not do."""
    with state.held(tmp_path / "hold", "first") as first:
        wait(lambda: LOCK in keys(store))
        first.kill()
    lock = json.loads(stored(store, LOCK))["ID"]
    assert lock in state.refused()
    assert 0 != state.ran("force-unlock", "-force", "another").returncode
    state.done("force-unlock", "-force", lock)
    state.apply("second")
    assert "second" == state.value()


def test_a_state_that_was_replaced_can_be_taken_back(state: State, store: Any) -> None:
    """Each apply leaves a version."""
    state.apply("good")
    state.apply("bad")
    versions = store.list_object_versions(Bucket=BUCKET, Prefix=KEY)["Versions"]
    states = {}
    for each in versions:
        if each["Key"] == KEY:
            body = store.get_object(Bucket=BUCKET, Key=KEY, VersionId=each["VersionId"])
            value = (
                json.loads(body["Body"].read())["outputs"].get("value", {}).get("value")
            )
            states[value] = each["VersionId"]
    assert {"good", "bad"} <= set(states)
    source = {"Bucket": BUCKET, "Key": KEY, "VersionId": states["good"]}
    store.copy_object(Bucket=BUCKET, Key=KEY, CopySource=source)
    assert "good" == state.value()


def test_an_encrypted_state_shows_nothing(
    tofu: Tofu, s3: S3, store: Any, tmp_path: Path
) -> None:
    """Neither in the store nor in a plan file; without the key it cannot be read."""
    encrypted = {**s3.env, "TF_ENCRYPTION": ENCRYPTION.format(passphrase=PASSPHRASE)}
    backend = backend_of("aws").read_text()
    state = State.begun(tofu, tmp_path / "root", backend, settings(s3), encrypted)
    state.apply(VALUE)
    state.done("plan", f"-var=value={VALUE}-new", "-out=plan")
    assert VALUE == state.value()
    for content in (stored(store), (state.folder / "plan").read_bytes()):
        assert b"encrypted_data" in content
        assert b"not-for-everybody" not in content

    other = ENCRYPTION.format(passphrase=PASSPHRASE[::-1])
    for env in (s3.env, {**s3.env, "TF_ENCRYPTION": other}):
        ran = tofu.ran(state.folder, "output", "-json", env=env)
        assert 0 != ran.returncode
        assert "not-for-everybody" not in ran.stdout + ran.stderr


def test_a_plain_state_shows_everything(state: State, store: Any) -> None:
    """So that the test above would notice if nothing were encrypted."""
    state.apply(VALUE)
    assert b"not-for-everybody" in stored(store)
