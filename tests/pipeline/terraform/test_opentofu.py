"""Are commands run where they belong, each only after those before it?"""

import json
from pathlib import Path

import pytest

from pipeline.core.terraform import folders as terraform
from pipeline.core.terraform.folders import Folders
from pipeline.opentofu.running import Request, prepared, ran

LOCK = 'provider "a" {\n  version = "1"\n  hashes = [\n    "h1:a",\n  ]\n}\n'


@pytest.fixture(name="tree")
def _tree(tmp_path: Path) -> Path:
    for folder in ("terraform/a", "terraform/b", "terraform/a/.terraform"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "terraform/a/main.tf").write_text('resource "x_a" "a" {}\n')
    (tmp_path / "terraform/a/a.tftest.hcl").write_text('mock_data "x_b" {}\n')
    (tmp_path / "terraform/a/.terraform/main.tf").write_text('data "x_far" "a" {}\n')
    (tmp_path / "terraform/a/.terraform.lock.hcl").write_text(LOCK)
    return tmp_path


def asked(*jobs: tuple[str, list[list[str]]], true: bool = False) -> Request:
    """Return a request to run some commands."""
    return Request("terraform", true, jobs)


def shell(script: str) -> list[str]:
    """Return a command that runs a script."""
    return ["sh", "-c", script]


def test_each_command_runs_in_its_folder(tree: Path) -> None:
    """What it said is kept, in the order of the request."""
    commands = [shell("pwd; echo no >&2"), shell("exit 3"), shell("echo never")]
    found = ran(asked(("terraform/a", commands), ("terraform/b", [["true"]])), tree, {})
    assert [("terraform/a", 0), ("terraform/a", 3), ("terraform/b", 0)] == [
        (each["folder"], each["exit_code"]) for each in found
    ]
    assert (f"{tree}/terraform/a\n", "no\n") == (found[0]["stdout"], found[0]["stderr"])


def test_two_folders_have_two_plans(tree: Path) -> None:
    """And neither lies where somebody could commit it."""
    name = terraform.PLAN
    commands = [shell(f"pwd > {name}"), ["cat", name]]
    found = ran(asked(("terraform/a", commands), ("terraform/b", commands)), tree, {})
    assert [f"{tree}/terraform/a\n", f"{tree}/terraform/b\n"] == [
        each["stdout"] for each in found if each["argv"] == ["cat", name]
    ]
    assert not list(tree.rglob(name))


def test_stand_ins_serve_what_the_code_speaks_of(tree: Path) -> None:
    """Tests, too, and nothing that was fetched."""
    found = prepared(asked(), tree)
    assert "x_a\nx_b" == Path(found["STAND_IN_TYPES"]).read_text()


def test_only_true_providers_have_hashes(tree: Path) -> None:
    """Of stand-ins they would be others; the versions stay."""
    lock = tree / "terraform/a/.terraform.lock.hcl"
    assert "STAND_IN_TYPES" not in prepared(asked(true=True), tree)
    assert LOCK == lock.read_text()
    prepared(asked(), tree)
    assert 'provider "a" {\n  version = "1"\n}\n' == lock.read_text()


def test_a_request_is_read_as_it_was_written() -> None:
    """By the core, which knows no processes."""
    folders = Folders.found(("terraform/a/main.tf",), "terraform")
    text = terraform.request(folders, true=True)
    found = Request.read(text)
    assert (True, "terraform") == (found.true, found.root)
    assert [each["folder"] for each in json.loads(text)["jobs"]] == [
        folder for folder, _ in found.jobs
    ]
